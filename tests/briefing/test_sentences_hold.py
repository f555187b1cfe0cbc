"""Over random metrics no sentence says what it must not."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sectorled.briefing import overview
from sectorled.briefing.sentences import gap, standing, sureness, travel
from sectorled.warehouse.queries.shapes import Gap, Trend
from sectorled.warehouse.status import COUNTED, STATUSES
from tests.briefing.council import LABELS, area, line, then

UNITS = ("%", "£", "£ per resident", "per 1,000 children", "days", "in £ millions", "score out of 10", "", None)
VALUES = st.floats(-1e7, 1e7, allow_nan=False).map(lambda x: round(x, 6)) | st.sampled_from([0.0, 1e-9, 0.05, 100.0])
VERDICTS = st.sampled_from(["better", "worse", "similar", None])
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@st.composite
def lines(draw):
    status = draw(st.sampled_from(STATUSES))
    value = draw(VALUES) if status in COUNTED else None
    others = draw(st.integers(0, 300))
    polarity = draw(st.sampled_from(["high", "low", "none", "target"]))
    ranked = polarity != "none" and value is not None
    how_sure = draw(st.sampled_from(["sampling", "counts", "history", "none"]))
    verdict = draw(VERDICTS) if how_sure != "none" and ranked else None
    own = area(
        value,
        status=status,
        rank=draw(st.integers(1, others + 1)) if ranked else None,
        joint=draw(st.booleans()) and others > 0,
        of=others + (value is not None),
        how_sure=how_sure,
        verdict=verdict,
        previous=draw(st.none() | st.builds(then, VALUES, follows_on=st.booleans())),
        trend=Trend("t", 0.1, draw(st.sampled_from(["higher", "lower", "same"])), draw(VERDICTS), None),
    )
    median = draw(VALUES) if others + (value is not None) else None
    noun = draw(st.sampled_from(["children", "Council tax in pounds", "in the numerator"]))
    return line(
        label=draw(st.sampled_from(LABELS)),
        standing=own,
        polarity=polarity,
        unit=draw(st.sampled_from(UNITS)),
        decimals=draw(st.integers(0, 3)),
        value_type=draw(st.sampled_from(["percentage", "yes/no", None])),
        n=others + (value is not None),
        missing=draw(st.integers(0, 5)),
        median=median,
        q1=None if median is None else median - draw(st.sampled_from([0.0, 1.5])),
        q3=None if median is None else median + draw(st.sampled_from([0.0, 1.5])),
        stands_out=verdict in ("better", "worse") and draw(st.booleans()),
        gap_to_median=draw(st.none() | st.builds(lambda units: Gap("median", 1.0, units, noun, "-"), VALUES)),
    )


def said(made):
    sentences = (standing(made), sureness(made, tests=7), gap(made), travel(made), overview.plainly(made))
    return [s for s in (*sentences, overview.move(made, None), overview.position(made)) if s.text]


@given(lines())
@settings(max_examples=400, deadline=None)
def test_no_sentence_says_none_or_nan_or_leaves_a_double_space(made):
    for sentence in said(made):
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|  |\{|\}|\.\.|,,", sentence.words), sentence.words
        assert sentence.words == sentence.words.strip()
        assert sentence.words[0].isupper()


@given(lines())
@settings(max_examples=400, deadline=None)
def test_better_and_worse_are_said_with_a_verdict_only(made):
    own = made.standing
    if own.verdict not in ("better", "worse"):
        assert not re.search("better|worse", sureness(made, tests=7).words, re.IGNORECASE)
    if own.trend.verdict not in ("better", "worse"):
        assert not re.search("better|worse", travel(made).words, re.IGNORECASE)
    for sentence in (standing(made), gap(made), overview.plainly(made), overview.position(made)):
        assert not re.search("better|worse", sentence.words, re.IGNORECASE)


@given(lines())
@settings(max_examples=400, deadline=None)
def test_every_number_carries_an_id_and_is_rounded(made):
    for sentence in said(made):
        outside = "".join(part for part in sentence.text if isinstance(part, str))
        outside = re.sub(r"\d{4}/\d{2}|\b\d{1,2} \w+ \d{4}\b", "", outside)
        assert not NUMBER.search(outside), sentence.words
        for figure in sentence.figures:
            assert figure.value_id.startswith(made.value_id.removesuffix(made.period))
            assert all(len(n.partition(".")[2]) <= made.decimals for n in NUMBER.findall(figure.shown.split(" ")[0]))


@given(lines())
@settings(max_examples=300, deadline=None)
def test_a_number_is_the_one_its_facts_give(made):
    own = made.standing
    known = {own.value, made.median, own.of, made.n - (own.value is not None), made.n}
    known |= {own.previous.value} if own.previous else set()
    rank = own.rank or 1
    known |= {rank - 1, made.n - 1 - (rank - 1)}
    for sentence in (standing(made), travel(made)):
        assert {figure.value for figure in sentence.figures} <= known, sentence.words


@given(lines(), VALUES)
@settings(max_examples=200, deadline=None)
def test_the_same_facts_give_the_same_words_and_other_facts_another_hash(made, other):
    again, moved = replace(made, value_id=f"r2/{made.metric}"), replace(made, median=other)

    assert standing(again).facts == standing(made).facts
    assert standing(again).words == standing(made).words
    if standing(moved).words != standing(made).words:
        assert standing(moved).facts != standing(made).facts
