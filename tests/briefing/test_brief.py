"""The one-page brief: one page whatever it has to say, every number with its id, nothing singled out in public."""

import io
import json
import re
from dataclasses import replace

import pypdf
import pytest

from sectorled.briefing.brief import brief
from sectorled.briefing.changed import Moved, Revision, changed, figures_of
from sectorled.publishing.document import Bullets, Paragraph, Summary, plain
from sectorled.publishing.docx import to_docx
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.warehouse.queries.shapes import Gap
from tests.briefing.council import AT, full_lines, material
from tests.publishing.readback import from_docx, from_html

LONGEST = (
    "Adults with a learning disability who live in their own home or with family, as a share of those aged 18 to 64"
)
LONG_NOUN = "adults with a learning disability living at home, in the year"


def pages(report):
    return len(pypdf.PdfReader(io.BytesIO(to_pdf(report.document))).pages)


def written(made, **options):
    return brief(made, at=AT, publisher="Sector body", **options)


def stretched(lines):
    """The same lines with the longest labels, caveats, sources, nouns there could be."""
    gap = Gap("median", 1.0, 12_403.4, LONG_NOUN, "-")
    return [
        replace(x, label=f"{LONGEST} {x.metric}", caveat="A very long remark. " * 40, source=f"Return {x.metric} " * 12,
                gap_to_median=gap, unit="per 100,000 people aged 18 to 64")
        for x in lines
    ]  # fmt: skip


def all_changed(lines):
    figures = figures_of(lines)
    before = {key: {**f, "values": dict.fromkeys(f["values"], 1.0), "verdict": "better"} for key, f in figures.items()}
    return changed(before, figures, since="release r0, built on 21 November 2025")


def crowded(**options):
    lines = stretched(full_lines())
    moving = [x.metric for x in lines]
    replies = {f"m{i}": "We know, and have begun. " * 30 for i in range(5)}
    made = material(lines, improving=moving[:20], worsening=moving[20:], replies=replies)
    return written(made, changes=all_changed(lines), **options)


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["council", "public"])
def test_the_longest_brief_there_could_be_is_one_page(audience):
    assert pages(crowded(audience=audience)) == 1


@pytest.mark.slow
def test_a_brief_with_nothing_to_say_is_one_page_that_says_so():
    quiet = [
        replace(x, stands_out=False, standing=replace(x.standing, value=None, status="missing")) for x in full_lines()
    ]
    report = written(material(quiet, stands_out=[], uncertain=[], tests=0, marks=0, chance_marks=0.0))

    words = " ".join(plain(text) for text in report.document.texts())

    assert pages(report) == 1
    assert "No measure of Amberfold could be tested against chance" in words
    assert "No measure is clearly getting better or worse." in words


def test_the_first_sentence_is_the_answer():
    first = next(block for block in written(material()).document.blocks if isinstance(block, Paragraph))

    assert plain(first.text) == (
        "Of 41 measures of Amberfold that could be tested, 3 are clearly worse than at its nearest neighbours and 2 "
        "are clearly better. “Clearly” means by more than chance alone would explain."
    )


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ((), "None of the 41 measures of Amberfold that could be tested is clearly better or worse than at"),
        (("worse",), "1 is clearly worse than at its nearest neighbours, and none is clearly better."),
        (("better", "better"), "2 are clearly better than at its nearest neighbours, and none is clearly worse."),
    ],
)
def test_the_opening_counts_what_is_clear(verdicts, said):
    lines = full_lines()
    keep = dict(zip([x.metric for x in lines if x.stands_out], verdicts, strict=False))
    lines = [
        replace(x, stands_out=x.metric in keep, standing=replace(x.standing, verdict=keep.get(x.metric))) for x in lines
    ]

    assert said in written(material(lines)).sentences[0].words


@pytest.mark.parametrize("verdict", ["better", "worse"])
def test_the_opening_counts_one_measure_in_words(verdict):
    lines = [
        replace(x, stands_out=x.metric == "n3", standing=replace(x.standing, verdict=verdict)) for x in full_lines()
    ]

    assert written(material(lines, tests=1)).sentences[0].words == (
        f"The one measure of Amberfold that could be tested is clearly {verdict} than at its nearest neighbours."
    )


def test_what_was_controlled_and_what_chance_would_give_are_said():
    words = " ".join(sentence.words for sentence in written(material()).sentences)

    assert "at most one page in twenty would list anything (Benjamini-Hochberg at 5%)" in words
    assert "Marked one at a time, 9 of 41 measures differ at 95%; chance alone would mark about 2." in words
    assert "by its counts (5); not at all, because its source allows none of these (36)" in words
    few = " ".join(sentence.words for sentence in written(material(chance_marks=0.4)).sentences)
    assert "chance alone would mark fewer than 1." in few


def test_worse_comes_before_better_and_five_are_shown_at_most():
    lines = [
        replace(x, stands_out=True, standing=replace(x.standing, verdict="better", how_sure="counts"))
        if x.metric == "n3"
        else x
        for x in full_lines()
    ]
    blocks = written(material(lines)).document.blocks
    items = next(block for block in blocks if isinstance(block, Bullets)).items

    assert [re.search("Clearly (better|worse),", plain(item))[1] for item in items] == ["worse"] * 3 + ["better"] * 2
    assert "What stands out: the 5 surest" in [getattr(block, "words", "") for block in blocks]


def test_a_reply_stands_beside_its_figure():
    report = written(material(replies={"m1": "A new contract starts in April."}))
    items = next(block for block in report.document.blocks if isinstance(block, Bullets)).items

    assert [plain(item).endswith("Amberfold says: “A new contract starts in April.”") for item in items].count(
        True
    ) == 1


def test_a_reply_goes_with_its_figure_to_the_public():
    report = written(material(replies={"m1": "A new contract starts in April."}), audience="public")

    (said,) = [sentence.words for sentence in report.sentences if sentence.key == "m1/plainly"]

    assert said.endswith("38.3% in 2024/25 (44.1%); Amberfold says: “A new contract starts in April.”")


def test_the_public_sees_measures_by_theme_and_nothing_singled_out():
    lines = full_lines()
    changes = replace(
        all_changed(lines),
        moved=(Moved("m1", "better", "worse"),),
        revised=(Revision("m1", "2024-04-01/P1Y", 1.0, 38.3),),
    )
    report = written(material(lines, improving=["n1"], worsening=["m1"]), audience="public", changes=changes)

    page = to_html(report.document)
    facts = json.loads(report.facts())

    assert not re.search(
        "[Ww]orse|[Bb]etter|stands? out:|attention", re.sub("<style>.*</style>", "", page, flags=re.DOTALL)
    )
    assert any("was revised from 1.0% to 38.3%" in sentence.words for sentence in report.sentences)
    assert {figure["verdict"] for figure in facts["figures"].values()} == {None}
    assert "m1/sureness" not in {sentence["key"] for sentence in facts["sentences"]}


def test_the_numbers_of_the_page_and_of_the_word_file_are_the_same():
    report = written(material(improving=["n1"], worsening=["n2"]))

    page = [n for n in from_html(to_html(report.document)) if "#" not in n[0]]
    word = [n for n in from_docx(to_docx(report.document)) if "#" not in n[0]]

    assert set(word) <= set(page)
    assert {("r1/m1/X06000001/2024-04-01/P1Y", "38.3%")} <= set(word)


def test_lists_say_how_many_they_leave_out():
    summary = next(block for block in crowded().document.blocks if isinstance(block, Summary))
    rows = {term: plain(text) for term, text in summary.rows}

    assert re.search(r"; and \d+ more\.$", rows["Improving"])
    assert re.search(r" And \d+ more\.$", rows["Changed"])


def test_a_caveat_about_one_measure_comes_before_those_about_many():
    made = material(full_lines())
    one, *rest = [line.metric for line in made.outstanding]
    lines = [replace(x, caveat="Counted anew." if x.metric == one else "Made for a test.") for x in full_lines()]

    blocks = written(material(lines)).document.blocks
    said = [
        plain(text) for block in blocks if isinstance(block, Summary) for term, text in block.rows if term == "Caveats"
    ]

    assert rest
    assert "Counted anew." in said[0]
    assert "Made for a test." not in said[0].split("Counted anew.")[0]
