"""Slides, reports and chains of a survey at the command line, read back from the files."""

import io
import json
import re

import pytest
from pptx import Presentation

from sectorled.analysis.words import half_up
from tests.briefing.survey.world import DESIGN, PLAN, write
from tests.cli.run import sectorled
from tests.publishing.readback import drawn_in_pptx, from_docx, from_html, from_pptx, from_xlsx

pytestmark = pytest.mark.slow  # slides and reports of 1,350 respondents


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The slides and every form of the report of one plan."""
    place = tmp_path_factory.mktemp("survey")
    words = (*write(place), "--plan", place / "plan.toml", "--banner", "Fictional data")
    ran = [
        sectorled("survey", "deck", *words, "-o", place / "deck.pptx"),
        sectorled("survey", "report", *words, "--format", "html,docx,xlsx,pptx,json", "--to", place),
    ]
    assert [one.code for one in ran] == [0, 0], [one.err for one in ran]
    assert ran[0].out.strip() == str(place / "deck.pptx")
    return place


def slides(path):
    return list(Presentation(io.BytesIO(path.read_bytes())).slides)


def titles(path):
    return [slide.shapes.title.text_frame.text for slide in slides(path)]


def test_a_deck_tells_one_finding_a_slide_in_a_sentence(made):
    found = titles(made / "deck.pptx")

    assert found[:2] == ["What councils think of the support, 2026", "In short"]
    assert re.fullmatch(r"[\w ]+ \(\d+ per cent\) find the support useful; .* per cent, .* per cent", found[2])
    assert "80 per cent say the programme helped to a great or moderate extent: 28 per cent of all" in found[6]
    assert found[7:] == ["How sure these figures are", "How this was done", "About these slides"]
    cover = slides(made / "deck.pptx")[0].placeholders[1].text_frame.text
    assert "452 replies from senior councillors and officers. Wave 2026. 2 to 27 February 2026. Telephone" in cover


def test_every_chart_can_be_edited_and_has_question_base_and_source_in_its_notes(made):
    charts = [slide for slide in slides(made / "deck.pptx") if any(shape.has_chart for shape in slide.shapes)]

    assert len(charts) == 5
    for slide in charts:
        notes = slide.notes_slide.notes_text_frame.text
        assert "Base: All" in notes
        assert "Source: Perceptions survey of Amberland, fictional" in notes
        assert "Mode: Telephone" in notes
        assert "Question" in notes
        assert not any(shape.shape_type == 13 for shape in slide.shapes)  # a picture


def test_a_trend_slide_shows_where_the_wording_changed(made):
    (slide,) = [slide for slide in slides(made / "deck.pptx") if "against 2024" in slide.shapes.title.text_frame.text]

    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["2023", "[b]", "2024", "2026"]
    assert "How helpful is the support of the sector body?' (2023), then" in slide.notes_slide.notes_text_frame.text


def test_the_report_has_the_same_numbers_in_every_form(made):
    page = from_html((made / "amberland-report.html").read_text("utf-8"))

    assert len(page) > 250
    in_word = from_docx((made / "amberland-report.docx").read_bytes())
    assert set(in_word) <= set(page)  # without the tables behind charts, which repeat some of the tables
    assert {value_id for value_id, _ in in_word} == {value_id for value_id, _ in page}
    assert sorted(set(page)) == sorted(set(from_xlsx((made / "amberland-report.xlsx").read_bytes())))
    assert sorted(set(page)) == sorted(set(from_pptx((made / "amberland-report.pptx").read_bytes())))


def test_the_deck_says_and_draws_what_the_report_says(made):
    report = figures(from_html((made / "amberland-report.html").read_text("utf-8")))
    deck = (made / "deck.pptx").read_bytes()

    found = figures(from_pptx(deck))

    shared = found.keys() & report.keys()
    assert len(shared) > 80
    assert {key for key in shared if not agree(*sorted((found[key], report[key]), key=len, reverse=True))} == set()
    assert {key for key in found if key not in report} == set()
    drawn = drawn_in_pptx(deck)
    assert len(drawn) > 30
    assert set(drawn) <= {shown for _, shown in from_pptx(deck)}


def figures(numbers):
    """By value: the figure that stands for it, with most decimals, whatever words, letters and marks are beside it."""
    found = {}
    for value_id, shown in numbers:
        digits = re.search(r"\[low\]|\[\w\]|[\d,]+(\.\d+)?", shown)[0].replace(",", "")
        longest = max(digits, found.get(value_id, ""), key=len)
        assert all(agree(longest, one) for one in (digits, found.get(value_id, digits))), (value_id, longest, digits)
        found[value_id] = longest
    return found


def agree(longest, rounded):
    """Whether a figure is another one rounded half up."""
    if "[" in longest + rounded:
        return longest == rounded
    decimals = len(rounded.partition(".")[2])
    return float(half_up(float(longest), decimals)) == float(rounded)


def test_the_numbers_of_every_title_stand_in_the_table_behind_its_chart(made):
    for slide in slides(made / "deck.pptx"):
        for chart in [shape.chart for shape in slide.shapes if shape.has_chart]:
            behind = {shown for _, shown in from_xlsx(chart.part.chart_workbook.xlsx_part.blob)}
            said = re.findall(r"(\d+) per cent (?!find|say|took)", slide.shapes.title.text_frame.text)
            nets = {number for number in said if f"{number}%" not in behind}
            assert len(nets) <= 3  # the net of the title, of everybody and two columns


def test_the_report_speaks_in_sentences_with_their_facts(made):
    facts = json.loads((made / "amberland-report.json").read_text("utf-8"))
    words = " ".join(sentence["words"] for sentence in facts["sentences"])

    assert "452" in (made / "amberland-report.html").read_text("utf-8")
    assert "(of 452) took on more responsibility; of these, 80 per cent (of 160)" in words
    assert "The wording changed in 2024, so waves before and after are not compared [b]." in words
    assert "%" not in words


def test_without_a_plan_everything_that_can_be_shown_goes_in(tmp_path):
    words = write(tmp_path, design=f"{DESIGN}\n[disclosure]\nidentifying = []\n")

    ran = sectorled("survey", "report", *words, "--to", tmp_path)

    page = (tmp_path / "amberland-report.html").read_text("utf-8")
    assert ran.code == 0, ran.err
    for words in (
        "How did you hear of the support?",
        "Over the waves",
        "One answer leading to another",
        "more → helped",
    ):
        assert words in page


def test_self_selected_replies_are_warned_of_in_the_head_and_the_method(tmp_path):
    words = write(tmp_path, design=f"probability_sample = false\n{DESIGN}")
    plan = ("--plan", tmp_path / "plan.toml")

    report = sectorled("survey", "report", *words, *plan, "--to", tmp_path)
    deck = sectorled("survey", "deck", *words, *plan, "-o", tmp_path / "d.pptx")

    assert (report.code, deck.code) == (0, 0)
    warned = "Replies are self-selected, not a random sample"
    assert (tmp_path / "amberland-report.html").read_text("utf-8").count(warned) >= 2
    told = [shape.text_frame.text for slide in slides(tmp_path / "d.pptx")[1:2] for shape in slide.placeholders]
    assert warned in " ".join(told)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("[[findings]]\nquestion = 3\n", "findings[1].question = '3'"),
        ("[[findings]]\nquestions = 'x'\n", "findings[1].question"),
        ("breaks = 'x'\n", "breaks = 'x': no such key. Known: title, about, by"),
        ("title = 'x'\n", "has nothing in it. Add [[findings]]"),
        ("[[findings]]\nquestion = 'tryst'\n", "findings[1]: amberland: there is no question 'tryst'"),
        ("[[findings]]\nquestion = 'useful'\nanswer = 'Purple'\n", "useful, answer = 'Purple': has no such row"),
        ("[[trends]]\nquestion = 'days'\n", "trends[1]: amberland: 'days' is no one line of per cents"),
        ("[[chains]]\nlinks = [{question = 'more', answers = [1]}]\n", "chains[1]: amberland: a chain has at least 2"),
        ("wave = 1999\n[[findings]]\nquestion = 'useful'\n", "wave = 1999: is no wave of the data. They have 2023"),
        ("filter = 'x'\n[[findings]]\nquestion = 'useful'\n", "has no such filter"),
        ("invited = 0\n[[findings]]\nquestion = 'useful'\n", "invited = 0: is how many were asked"),
        ("[[findings]\n", "is not valid TOML"),
    ],
)
def test_a_mistake_in_a_plan_is_named_by_file_table_and_key(tmp_path, plan, said):
    words = write(tmp_path, plan=plan)

    ran = sectorled("survey", "deck", *words, "--plan", tmp_path / "plan.toml", "-o", tmp_path / "deck.pptx")

    assert (ran.code, ran.out) == (3, "")
    assert "plan.toml" in ran.err or "useful, answer" in ran.err
    assert said in ran.err
    assert not (tmp_path / "deck.pptx").exists()


def test_slides_go_only_to_a_file_of_slides(tmp_path):
    ran = sectorled("survey", "deck", *write(tmp_path), "--plan", tmp_path / "plan.toml", "-o", tmp_path / "deck.pdf")

    assert ran.code == 3
    assert "Give a name that ends with it" in ran.err
    assert sectorled("survey", "report", "x.csv", "--format", "odt").code == 2


def test_other_fractions_are_said_where_the_design_has_them(tmp_path):
    design = (
        f'{DESIGN}\n[fractions]\nbelow = "just under"\nabove = "just over"\n[fractions.names]\n"four in five" = 80\n'
    )
    words = write(tmp_path, design=design, plan=PLAN.replace('by = ["role"]', "by = []"))

    ran = sectorled("survey", "deck", *words, "--plan", tmp_path / "plan.toml", "-o", tmp_path / "deck.pptx")

    assert ran.code == 0, ran.err
    assert titles(tmp_path / "deck.pptx")[2] == "Just over four in five (81 per cent) find the support useful"
