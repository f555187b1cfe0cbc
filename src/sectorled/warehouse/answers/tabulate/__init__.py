"""Banner tables of a survey: the design as a file, the sample it makes of the answers, and the tables as data.

- `design_file`: what a design file may say, and what is wrong with one;
- `sample`: weights, clusters and strata of the respondents, and whom a filter leaves;
- `questions`: answers as rows and breaks of a table;
- `banner`: the tables; `shapes`: the form in which they are answered; `trend`, `estimate`, `weight`: other questions.
"""
