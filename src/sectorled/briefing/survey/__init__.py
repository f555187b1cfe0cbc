"""What to say of a survey: a slide pack a board can read, and a report, from one plan and one set of figures.

- `plan`: what goes in, as a file or by default;
- `gathering`: the tables, trends and chains of a plan, each judged in the light of the ones before;
- `findings`, `trends`, `chains`: what is said and drawn of each;
- `method`: how sure one can be, who replied, and how it was done;
- `deck`, `report`: the two documents.
"""
