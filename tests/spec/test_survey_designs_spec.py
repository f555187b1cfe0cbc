"""Prints docs/reference/survey-designs.md from the engine, beside what R says of the same sample."""

import numpy as np

from sectorled.analysis.survey.means import design_effects, mean, total
from sectorled.analysis.survey.stages import Lonely
from tests.analysis.survey.made import clusters, columns, designs, figures
from tests.spec.printing import printed, table

DRAWN = {
    "random": ("simple random, with correction", "`Drawn(population=4200)`"),
    "strata": ("stratified, without correction", "`Drawn(strata=region)`"),
    "clusters": ("clusters in strata", "`Drawn(units=council, strata=region)`"),
    "clusters_fpc": (
        "the same with correction",
        "`Drawn(units=council, strata=region, population=councils_in_region)`",
    ),
    "two_stage": ("two stages, two corrections", "the line above, then `Drawn(population=officers_in_council)`"),
    "jackknife_strata": ("replicates: JKn", "`jackknife(design)`"),
    "jackknife": ("replicates: JK1", "`jackknife(design without strata)`"),
    "bootstrap": ("replicates: bootstrap columns", "`bootstrap(weights, columns)`"),
}
REMEDIES = {
    Lonely.CERTAINTY: "it was sure to be drawn and adds nothing",
    Lonely.AVERAGE: "it adds what other strata add on average",
    Lonely.ADJUST: "it is measured from the mean of the whole sample",
}


def test_the_reference_page_of_designs_says_what_the_engine_does():
    printed(
        "survey-designs", "\n\n".join([INTRODUCTION, errors(), DOMAINS, remedies(), EFFECTS.format(effects=effects())])
    )


INTRODUCTION = """# Surveys: how the sample was drawn

This page is printed by a test from the code that works the figures out. The examples are a survey that nobody took: 213
replies from 30 councils in four regions. R's figures are those of its `survey` package, version 4.1-1.

A design is weights and stages. A stage says what was drawn (`units`; nothing means each respondent), within what
(`strata`) and out of how many (`population`; nothing means no finite population correction). Council is the natural
first unit where officers and councillors of one council answer alike.

The error of an estimate comes from how much its influence values (what one more unit of weight would do to it) vary
between units within strata. A later stage counts beside the correction of the stages before it; without one, the first
stage stands for all (the ultimate cluster). Under replicate weights everything is worked out again for each replicate,
and the spread of the answers is the error."""

DOMAINS = """## Parts of the sample

An estimate for a part (officers, say) keeps the whole sample and gives everyone else no influence: cutting the file
down first would lose clusters in which nobody of that part replied and understate the error. Degrees of freedom are
clusters less strata that hold a respondent of the part; under replicate weights, the rank of the part's replicate
weights less one."""

EFFECTS = """## Design effects

How many times the variance exceeds that of a simple random sample of as many respondents, drawn without replacement
(weights must then add to the population) or with. Share aware:

{effects}"""


def errors():
    rows = []
    for name, (title, call) in DRAWN.items():
        design, expected = designs()[name], figures()[name]
        score, days = design.estimate(mean(columns().score)), design.estimate(total(columns().days))
        rows.append([title, call, f"{score.errors[0]:.6f}", f"{expected['mean']['se']:.6f}"])
        rows[-1] += [f"{days.errors[0]:.3f}", f"{expected['total']['se']:.3f}", design.degrees_of_freedom()]
    header = ["design", "stages", "error of mean score:", "R:", "error of total days:", "R:", "df:"]
    return f"## One sample, eight designs\n\n{table(header, rows)}"


def remedies():
    of, rows = columns(), []
    kept = (of.region != "West") | (of.council == 25)
    for rule, meaning in REMEDIES.items():
        expected = figures()["lonely"][rule]["mean"]["se"]
        found = clusters(kept, rule).estimate(mean(of.days[kept]))
        rows.append([f"`{rule}`", meaning, f"{found.errors[0]:.6f}", f"{expected:.6f}"])
    header = ["remedy", "what the stratum adds", "error of mean days:", "R:"]
    return f"""## A stratum with one cluster

Its variance cannot be estimated, so by default the design is refused with the name of the stratum (`fail`). Joining it
to a similar stratum is best. Other remedies, with one cluster left in the West:

{table(header, rows)}"""


def effects():
    rows = []
    for name in ("random", "strata", "clusters", "two_stage"):
        without, replaced = (
            float(np.squeeze(design_effects(designs()[name], columns().aware, replaced=flag))) for flag in (False, True)
        )
        expected = figures()[name]
        rows.append([DRAWN[name][0], f"{without:.5f}", f"{expected['effect']:.5f}"])
        rows[-1] += [f"{replaced:.5f}", f"{expected['effect_replaced']:.5f}"]
    return table(["design", "without replacement:", "R:", "with:", "R:"], rows)
