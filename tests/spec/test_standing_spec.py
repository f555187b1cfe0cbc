"""Prints docs/reference/standing.md from the kernels."""

import numpy as np

from sectorled.analysis import words
from sectorled.analysis.arrays import floats
from sectorled.analysis.gap import gap, gap_words
from sectorled.analysis.spine import spine
from sectorled.analysis.standing import (
    MIN_COMPARATORS,
    Judgement,
    Polarity,
    group_figures,
    place,
    standings,
    without_self,
)
from tests.spec.printing import printed, table

_ = float("nan")


def shown(value):
    return "" if np.isnan(value) else f"{value + 0.0:.9g}"


def listed(values):
    return ", ".join(shown(v) or "none" for v in values)


def test_the_reference_page_of_standings_says_what_the_kernels_do():
    sections = (ranks, targets, bands, figures, own_reference, distances, rank_words, spines, gaps, fractions)
    printed("standing", "\n\n".join([INTRODUCTION, *(section() for section in sections)]))


INTRODUCTION = """# Standing: where a value lies in its group

This page is printed by a test from the code that works the figures out. Every example is one metric in one period.

Only values with the status final, provisional, estimated or revised take part; a service that a council does not run,
and a value that is missing, are left out and counted, never read as zero or as average. Nothing here says that a
difference is more than chance: see [intervals](intervals.md) and [how sure](how-sure.md)."""


def ranks():
    examples = [
        (Polarity.LOW, [10, 20, 20, 30]),
        (Polarity.HIGH, [10, 20, 20, 30]),
        (Polarity.HIGH, [5, _, 5, 0]),
        (Polarity.NONE, [10, 20, 20, 30]),
    ]
    rows = []
    for polarity, values in examples:
        found = standings(floats([values]), Judgement.uniform(1, polarity))
        pairs = zip(found.rank[0], found.joint[0], strict=True)
        said = [f"{'joint ' if joint else ''}{rank or 'none'}" for rank, joint in pairs]
        rows.append([polarity.name.lower(), listed(values), ", ".join(said), int(found.of[0])])
    return f"""## Rank

Competition rank in the direction of polarity: 1 is best, equal values share the better rank and the next is skipped.
Without polarity there is no rank. The rank share is rank / n (best of 8 is 0.125).

{table(["good is", "values", "ranks", "of:"], rows)}"""


def targets():
    examples = [(0.3, 0.3, [0.1, 0.2, 0.3, 0.4]), (20, 25, [18, 21, 24, 27]), (_, 20, [18, 21, 24, 27])]
    rows = []
    for low, high, values in examples:
        found = standings(floats([values]), Judgement.uniform(1, Polarity.TARGET, low, high))
        rows.append([shown(low) or "open", shown(high) or "open", listed(values), listed(found.rank[0])])
    return f"""### Target

A metric with a target is ranked by distance from its range, which is 0 inside it. Distances are rounded to 9 decimals
first, so that 0.2 and 0.4 lie equally far from 0.3.

{table(["from", "to", "values", "ranks"], rows)}"""


def bands():
    examples = [
        (Polarity.LOW, [1, 2, 3, 4, 5, 6, 7, 8], 4),
        (Polarity.HIGH, [1, 2, 3, 4, 5, 6, 7, 8], 4),
        (Polarity.LOW, [1, 2, 3, 4, 5, 6, 7, 8, 9], 4),
        (Polarity.LOW, [1, 2, 2, 2, 3, 4, 5, 6], 4),
        (Polarity.LOW, [1, 2, 3, 4, 5, 6, 7, _], 4),
        (Polarity.LOW, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5),
    ]
    rows = []
    for polarity, values, parts in examples:
        found = standings(floats([values]), Judgement.uniform(1, polarity), bands=parts)
        said = [words.band(int(b), parts).letter if b else "none" for b in found.band[0]]
        rows.append([polarity.name.lower(), listed(values), parts, ", ".join(said)])
    names = [[each.word, each.letter, each.pattern] for shown_bands in words.BANDS.values() for each in shown_bands]
    fifty = np.arange(1.0, 51)
    fifths = standings(fifty[None], Judgement.uniform(1, Polarity.LOW), bands=5).band[0]
    cuts = [[words.band(k, 5).word, listed([fifty[fifths == k].min(), fifty[fifths == k].max()])] for k in range(1, 6)]
    return f"""## Bands

The group is cut at the quantiles of type 7 (linear interpolation), from the best value on. A value on a cut belongs to
the better side, so equal values share a band. Fewer than {MIN_COMPARATORS} values have no bands (a setting).

{table(["good is", "values", "bands:", "band of each"], rows)}

The values 1 to 50, where low is good, are cut into fifths at 10.8, 20.6, 30.4 and 40.2:

{table(["band", "first and last value"], cuts)}

A band is shown by word, letter and pattern, never by colour alone. Top is the good end: a position, not a verdict.

{table(["word", "letter", "pattern"], names)}"""


def figures():
    values = floats([[12, 15, 11, 30, 18, _, 14, 40]])
    numerators, denominators = floats([[6, 30, 11, 3, 9, 1, 7, _]]), floats([[50, 200, 100, 10, 50, 9, 50, 10]])
    found = group_figures(values, numerators=numerators, denominators=denominators, multiplier=100)
    names = ["n", "mean", "median", "q1", "q3", "mad", "minimum", "maximum", "ratio_of_sums"]
    return f"""## Figures of the group

The group's figures include the council itself. Quartiles are of type 7. The MAD is the median of the distances from the
median, raw and unscaled. The ratio of sums is over the areas that have a value and both its parts.

- values {listed(values[0])}
- numerators {listed(numerators[0])}
- denominators {listed(denominators[0])}
- multiplier 100

{table(["figure", "value:"], [[name, shown(getattr(found, name)[0])] for name in names])}"""


def own_reference():
    values = floats([[1, 2, 3, 10, _]])
    median, mean = without_self(values)
    rows = [[shown(v) or "none" for v in row] for row in zip(values[0], median[0], mean[0], strict=True)]
    return f"""### The group without the council

A test compares an area with the others, never with a figure that contains it.

{table(["value:", "median of the others:", "mean of the others:"], rows)}"""


def distances():
    steps = [0, 0.49, 0.5, -0.5, 1.5, -3, 7.49, 7.5, _]
    rows = [
        [shown(d) or "MAD is 0", words.step_words(int(words.distance_steps(floats([d]))[0])) or "the rank"]
        for d in steps
    ]
    found = place(floats([[1, 2, 3, 4, 60]]), Judgement.uniform(1, Polarity.HIGH))[1]
    examples = [
        [v, shown(found.mads_from_median[0, i]), words.distance_words(found, 0, i)]
        for i, v in enumerate((1, 2, 3, 4, 60))
    ]
    return f"""## Distance in words

Distance is (value - median) / MAD, signed by value and rounded to 9 decimals; a distance on a step has reached it. From
7.5, or where the MAD is 0, the rank is said instead. The words are positions: they do not say better or worse.

{table(["MADs from the median:", "words"], rows)}

In a group with the values 1, 2, 3, 4 and 60, where high is good:

{table(["value:", "MADs from the median:", "words"], examples)}"""


def rank_words():
    examples = [
        {"rank": 3, "of": 15, "joint": True, "not_applicable": 1, "missing": 2},
        {"rank": 1, "of": 12},
        {"rank": 1, "of": 1, "missing": 7},
    ]
    positions = [[38, 40, 41, 42, 30], [5, 5, 5], [5, 6, 7]]
    ranked = "\n".join(f"- {words.rank_words(**example)}" for example in examples)
    placed = [[listed(values), words.position_words(floats(values), 0)] for values in positions]
    return f"""### Rank in words

{ranked}

Without polarity the position of the first value is said by counting:

{table(["values", "position of the first"], placed)}"""


def spines():
    values = floats([[0, 10, 20, 30, 60]])
    rows = []
    for polarity in (Polarity.HIGH, Polarity.LOW, Polarity.NONE):
        judgement = Judgement.uniform(1, polarity)
        found = spine(values, group_figures(values), judgement)
        rows.append([polarity.name.lower(), listed(found.marks[0]), listed(found.places[0])])
    return f"""## Spine chart

Each metric has a scale from -1 to 1 with the median at 0, as wide as the value furthest from it; better lies to the
right. Marks are at the worst, a quarter, three quarters and the best. Values {listed(values[0])}:

{table(["good is", "marks", "places of the values"], rows)}"""


def gaps():
    values, children = floats([[30, 40, 50, 57, 80]]), np.full((1, 5), 20_000.0)
    found = gap(values, children, Judgement.uniform(1, Polarity.LOW), multiplier=1000)
    rows = [
        [
            shown(v),
            *(
                gap_words(each[0, i], "children") or "there already"
                for each in (found.to_median, found.to_better_quartile)
            ),
        ]
        for i, v in enumerate(values[0])
    ]
    return f"""## Gap in people or pounds

The change in the numerator that brings the value to the group's median and to its better quartile; only where there is
a denominator and a polarity. Rates per 1,000 of 20,000 children each, low is good:

{table(["rate:", "to the median", "to the better quartile"], rows)}"""


def fractions():
    shares = [0, 2, 8, 33, 45, 67, 70, 72, 75, 79, 95, 100]
    return f"""## Shares in words

A share has the words of the nearest fraction (the larger of two as near): its name alone within half a point, else
"nearly" or "more than". The exact figure stands beside it. The fractions and words are a setting.

{table(["per cent:", "words"], [[share, words.verbal_fraction(share)] for share in shares])}"""
