"""Fictional surveys of the fictional sector: what was asked is written by hand, who answered what follows from a seed.

- `perceptions`: senior councillors and officers in three waves, as SPSS;
- `programmes`: feedback at the end of a programme as CSV, and what it led to months later as results of an XLSForm;
- `polling`: residents in twenty rounds, as weighted CSV;
- `answering`: how answers follow from shares and from what people and their councils are like;
- `write`: all of them as files, each with its design and marked as fictional; `documents`: slides and a report.

Each `*.toml` is the codebook of a survey as anyone could write it, with the shares that its answers are made from
under `made`; each `*.design.toml` is its design file.
"""
