"""Banner tables: one question in rows, breaks in columns, every figure by the design.

- `columns`: the columns a break makes, and what is in none of them;
- `crossing`: counts, bases, shares and how these vary together;
- `comparing`: differences between columns, from the rest, from the average, from earlier waves;
- `presenting`: what a base allows to be shown, and how rounded figures add.
"""
