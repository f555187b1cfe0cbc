"""Prints docs/reference/survey-disclosure.md from the rules and the attacker."""

import numpy as np

from sectorled.analysis.survey.disclosure.attacker import attack
from sectorled.analysis.survey.disclosure.decision import decide
from sectorled.analysis.survey.disclosure.effort import MOST_COMPARED, MOST_SOLVED, MOST_UNKNOWNS, SMALLER
from sectorled.analysis.survey.disclosure.groups import Codebook, Group, Table
from sectorled.analysis.survey.disclosure.policy import Policy
from sectorled.warehouse.answers.tabulate.released import FOLDER
from tests.spec.printing import printed, table

ANSWERS, ROLES = ("yes", "no", "don't know"), ("leader", "officer", "chair")
CODEBOOK = Codebook({"answer": ANSWERS, "role": ROLES, "wave": ("2018", "2019")})
ROWS = {"Base": Group()} | {answer: Group.of({"answer": [answer]}) for answer in ANSWERS}
COLUMNS = {"Total": Group()} | {role: Group.of({"role": [role]}) for role in ROLES}
CELLS = np.array([[40, 30, 4], [20, 30, 40], [15, 16, 17]])
FIRST = np.array([[22, 15, 2], [11, 14, 21], [8, 10, 11]])


def test_the_reference_page_of_disclosure_says_what_the_rules_do():
    printed(
        "survey-disclosure",
        "\n\n".join([introduction(), worked(), differenced(), METHOD, remembered(), effort(), LIMITS]),
    )


def counted(name, cells, population=None):
    rows = np.vstack([cells.sum(axis=0), cells])
    return Table(name, ROWS, COLUMNS, np.hstack([rows.sum(axis=1, keepdims=True), rows]), population or Group())


def introduction():
    policy = Policy()
    rows = [
        ["topline of attitudes, no identifying break or filter", "every cell is shown"],
        [f"by {', '.join(sorted(policy.identifying))} or a sensitive variable", "guarded: small counts suppressed"],
        [" and ".join(sorted(policy.never_together[0])) + " together", "refused"],
    ]
    return f"""# Disclosure control of survey tables

This page is printed by a test from the code that decides. A policy is data; this is the default. In a guarded table
cells under {policy.least_cell} and bases under {policy.least_base} are suppressed, zeros included unless anybody can
see that the whole row is empty. Then the fewest other figures are suppressed that leave every suppressed count an
interval at least {policy.width} wide. Where no choice does, or nothing guarded would be left, the table is withheld.

{table(["table", "rule"], rows)}

A rule of reliability is a setting beside it: columns with a small base can show their base without per cents."""


def worked():
    decision = decide(counted("By role", CELLS), CODEBOOK)
    shown = zip(ROWS, decision.table.counts, decision.shown, strict=True)
    cells = [[name, *(count if seen else "[c]" for count, seen in zip(*each, strict=True))] for name, *each in shown]
    why = [[f"{column}: {row}", reason] for (row, column), reason in decision.reasons.items()]
    placed = [[one.figure, one.least, one.greatest] for one in attack([decision.released], CODEBOOK)]
    return f"""## A table by role

{table(["answer", *(f"{column}:" for column in COLUMNS)], cells)}

Every suppressed figure carries the same mark: to say which were small would say that they are under the threshold. The
reasons are for whoever guards the data:

{table(["figure", "reason"], why)}

What an attacker can say of each, from everything published:

{table(["figure", "least:", "greatest:"], placed)}"""


def differenced():
    wave = Group.of({"wave": ["2018"]})
    first = decide(counted("2018", FIRST, wave), CODEBOOK)
    pooled = decide(counted("Both waves", CELLS), CODEBOOK, published=[first.released])
    alone = decide(counted("Both waves", CELLS), CODEBOOK)
    why = [[f"{column}: {row}", reason] for (row, column), reason in pooled.reasons.items()]
    return f"""## The same table after one of its waves was published

Alone, {(~alone.shown).sum()} figures of the table above are suppressed. After the same table for 2018, which showed
{first.shown.sum()} of {first.shown.size}, the other wave would follow by subtraction: \
{pooled.withheld or f"{(~pooled.shown).sum()} figures are suppressed."}

{table(["figure", "reason"], why)}"""


METHOD = """## Method

*Unknowns.* A figure counts a group of respondents described by conditions, in whatever table it stands; filters, waves,
nets and breaks are conditions, so figures of the same people are linked without being told. The unknowns are the
smallest groups that figures tell apart, in blocks that agree on what they share (Lauritzen, Graphical Models, 1996).

*Attacker.* Knows every count shown in every table, that counts are not negative nor greater than the population where
that can be looked up, and what weighted per cents at their printed rounding say where bounds on weights are known. The
least and greatest value of each count are two linear programs; bounds are rounded to the whole counts inside them.

*Differencing.* Groups that nobody printed but that figures tell apart (the complement of a filter, the part of a net,
respondents in no shown column, those who joined or left between two issues) are protected like printed ones.

*Fewest suppressions.* An integer program chooses; the attacker answers with what can be placed too closely and the
figures that say so, one of which must go; until no attack succeeds. After Fischetti and Salazar, Solving the cell
suppression problem on tabular data with linear constraints, Management Science 47 (2001). A base that is suppressed
takes its column with it. Of equally few suppressions the one that hides the fewest respondents is taken."""


def remembered():
    return f"""## What is remembered between runs

Every table that `sectorled survey` prints or writes is remembered as released, in `{FOLDER}` of the warehouse: whom
its figures count and what everybody could see, never a count that was suppressed. Later runs are judged by it, so
that two filters cannot be subtracted though they were asked for on different days. The same table again is the same
table. `--draft` looks without releasing. Where the data have changed since (replies came in late), those who joined
are a group that could be told apart, and are protected as such; where a later issue corrects answers the two
contradict each other, and `--afresh` begins anew. `sectorled survey check` with `--rows` and `--columns` tells
whoever guards the data, for each figure that is withheld, why, and between which bounds anybody could place it, and
how closely anybody could place any figure withheld before."""


def effort():
    return f"""## What a table may cost

Work is counted, not timed, so that every machine decides alike: at most {MOST_UNKNOWNS:,} groups that tables tell
apart, {MOST_COMPARED:,} pairs that could be subtracted, and {MOST_SOLVED:,} unknowns in all linear programs of
a decision together. A table beyond that is withheld and says so; none is shown unprotected. {SMALLER}"""


LIMITS = """## What it does not do

A table in which the topline itself shows fewer than 10 for an answer cannot be guarded by role: it is withheld, and the
remedy is to merge answers. What was published before under another policy cannot be undone: it is kept no less hidden
than it is. An attacker who is a respondent knows one count more, and one who knows the rules that
some count among those suppressed is small, though not which. Tables are decided one after the other, so the order
in which they are published matters. Bounds are those of linear programs: where several tables are linked, whole counts
may be confined a little more."""
