"""Which counts of a survey table may be shown, and what an attacker could work out from those that are.

`decision.decide` judges a table in the light of the tables already published; `attacker.attack` says how closely
anybody can place every count that was suppressed.
"""
