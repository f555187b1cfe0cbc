"""Survey microdata: what was asked (`questions`), the readers, the immutable store, and sums for tables.

A reader makes `Answers` of a file: a `Survey` (the question bank as data) and a frame with a row for each respondent
and a column for each of `Survey.columns`.  Nothing is kept of a file of which anything cannot be read.
"""
