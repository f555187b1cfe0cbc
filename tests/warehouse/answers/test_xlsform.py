"""Forms as XLSForm with the results that a form server exports; every form read here passes pyxform."""

import io
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.questions import Item, Kind
from sectorled.warehouse.answers.readers.xlsform import is_form, read_form
from sectorled.warehouse.tidy import InputError

SURVEY = [
    ["type", "name", "label::English (en)", "label::Cymraeg (cy)", "relevant", "appearance"],
    ["start", "start", "", "", "", ""],
    ["note", "hello", "Welcome", "Croeso", "", ""],
    ["select_one yn", "took_part", "Did you take part?", "A wnaethoch?", "", ""],
    ["begin_group", "about", "About it", "Amdano", "${took_part} = '1'", ""],
    ["select_multiple ways", "heard", "How did you hear?", "Sut?", "", ""],
    ["select_one yn", "again", "Again?", "Eto?", "selected(${heard}, 'web')", ""],
    ["end_group", "", "", "", "", ""],
    ["begin_group", "agree", "Do you agree?", "Cytuno?", "", "table-list"],
    ["select_one yn", "agree_a", "It was clear", "Clir", "", ""],
    ["select_one yn", "agree_b", "It was short", "Byr", "", ""],
    ["end_group", "", "", "", "", ""],
    ["integer", "age", "Age", "Oed", "", ""],
    ["text", "why", "Why?", "Pam?", "${took_part} = '1' and ${agree_a} = '2'", ""],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Cymraeg (cy)"],
    ["yn", "1", "Yes", "Ydw"],
    ["yn", "2", "No", "Na"],
    ["ways", "web", "Website", "Gwefan"],
    ["ways", "post", "=HYPERLINK(1)", "Post"],
]
RESULTS = """start,took_part,about/heard,about/again,agree/agree_a,agree-agree_b,age,why,_uuid
2024-06-01T10:00:00.000+01:00,1,web post,1,1,2,41,,u1
2024-06-01T11:00:00.000+01:00,2,,,2,2,,,u2
"""


def workbook(survey=None, choices=None) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "survey"
    for rows, sheet in ((survey or SURVEY, book["survey"]), (choices or CHOICES, book.create_sheet("choices"))):
        for row in rows:
            sheet.append([None] * 0 + [cell or None for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.value else "n"
    book.save(content)
    return content.getvalue()


def with_rows(*rows, before=None):
    """The form with rows at its end, or in place of all but its header."""
    return [SURVEY[0], *(SURVEY[1:] if before is None else before), *rows]


def test_the_form_passes_pyxform(tmp_path):
    (tmp_path / "form.xlsx").write_bytes(workbook())

    found = convert(str(tmp_path / "form.xlsx"), validate=False)

    assert found.warnings == [] or all("label" not in warning for warning in found.warnings)
    assert '<bind nodeset="/form/about/heard"' in found.xform or "heard" in found.xform


def test_a_form_describes_its_questions_grids_filters_and_languages():
    survey = read_form("form.xlsx", workbook())

    kinds = {question.id: question.kind for question in survey.questions}
    assert kinds == {
        "start": Kind.DATE,
        "took_part": Kind.SINGLE,
        "heard": Kind.MULTIPLE,
        "again": Kind.SINGLE,
        "agree": Kind.GRID,
        "age": Kind.NUMERIC,
        "why": Kind.OPEN,
    }
    assert survey.language == "en"
    assert survey.find("took_part").translations == {"cy": "A wnaethoch?"}
    assert [answer.code for answer in survey.find("took_part").answers] == [1, 2]
    assert [answer.code for answer in survey.find("heard").answers] == ["web", "post"]
    assert survey.find("again").asked_if == {"took_part": (1,), "heard": ("web",)}
    assert survey.find("agree").items[0] == Item(id="agree_a", label="It was clear", translations={"cy": "Clir"})
    assert survey.find("why").asked_if == {"took_part": (1,), "agree_a": (2,)}


def results(folder: Path, text=RESULTS, **form):
    (folder / "form.xlsx").write_bytes(workbook(**form))
    (folder / "results.csv").write_text(text, "utf-8")
    return read_survey(folder / "results.csv", folder / "form.xlsx")


def test_results_are_read_whatever_groups_stand_before_a_name(tmp_path):
    found = results(tmp_path)

    assert found.frame["web"].to_list() == [True, None]
    assert found.frame["post"].to_list() == [True, None]
    assert found.frame["agree_b"].to_list() == [2, 2]
    assert found.frame["start"].to_list()[0].isoformat() == "2024-06-01T09:00:00"
    assert any("'_uuid'" in note for note in found.notes)


def test_results_with_a_column_for_each_choice_are_read(tmp_path):
    text = RESULTS.replace("about/heard", "about/heard,about/heard/web,about/heard/post").replace(
        "web post", "web post,1,0"
    )

    found = results(tmp_path, text.replace("2,,,2,2", "2,,,,,2,2"))

    assert found.frame["web"].to_list() == [True, None]
    assert found.frame["post"].to_list() == [False, None]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["begin_repeat", "r", "R", "", "", ""]], "row 15: 'begin_repeat' cannot be read. Only groups can"),
        ([["begin repeat", "r", "R", "", "", ""]], "'begin repeat' cannot be read"),
        ([["geopoint", "r", "R", "", "", ""]], "row 15: the type 'geopoint' is not known. Use one of: select_one"),
        ([["end_group", "", "", "", "", ""]], "row 15: a group ends that never began"),
        ([["begin_group", "g", "G", "", "", ""]], "1 groups are never ended. Add end_group"),
        ([["select_one none", "r", "R", "", "", ""]], "row 15: there is no list 'none'. Add it to the sheet choices"),
        ([["select_one", "r", "R", "", "", ""]], "row 15: there is no list ''"),
        ([["text", "r", "R", "", "${took_part} = '7'", ""]], "'r': is asked if 'took_part' is '7'"),
        ([["text", "age", "R", "", "", ""]], "'age' stands twice"),
        ([["text", "", "R", "", "", ""]], "'' is no name for a column"),
        (
            [
                ["begin_group", "g", "G", "", "", "table-list"],
                ["select_one yn", "r", "R", "", "", ""],
                ["select_one ways", "s", "S", "", "", ""],
                ["end_group", "", "", "", "", ""],
            ],
            "row 17: the grid 'g' has two lists of choices",
        ),
    ],
)
def test_what_a_form_says_and_cannot_be_read_is_named(rows, said):
    with pytest.raises(InputError) as refused:
        read_form("form.xlsx", workbook(survey=with_rows(*rows)))

    assert str(refused.value).startswith("form.xlsx")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "condition",
    [
        "${later} = '1'",
        "${age} > 3",
        "${took_part} = '1' or ${age} = '3'",
        "selected(${heard}, 'web') and selected(${heard}, 'post')",
    ],
)
def test_a_condition_that_cannot_be_followed_is_kept_in_words(condition):
    survey = read_form("form.xlsx", workbook(survey=with_rows(["text", "r", "R", "", condition, ""])))

    assert (survey.find("r").asked_if, survey.find("r").base) == ({}, f"Asked if {condition}")


def test_a_choice_without_a_name_is_refused():
    with pytest.raises(InputError, match=r"form\.xlsx, sheet choices, row 3: no list_name or no name"):
        read_form("form.xlsx", workbook(choices=[CHOICES[0], CHOICES[1], ["yn", "", "No", ""], *CHOICES[3:]]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("1,web post", "3,web post"), "row 2, took_part '3': no answer of the codebook"),
        (("web post", "web radio"), "heard 'web radio': holds a code that is no answer"),
        (("41", "forty"), "age 'forty': not a number"),
        (("agree-agree_b", "other/agree_a"), "two columns are called 'agree_a'"),
        (("about/heard", "about/herd"), "has no column 'heard'"),
        (("u2\n", "u2,1\n"), "has 10 cells where the header has 9"),
    ],
)
def test_results_that_contradict_the_form_are_refused(tmp_path, change, said):
    with pytest.raises(InputError) as refused:
        results(tmp_path, RESULTS.replace(*change))

    assert said in str(refused.value)


def test_a_form_in_one_language_and_a_grid_asked_of_some_is_read():
    survey = [["type", "name", "label", "relevant", "appearance"], ["select_one yn", "a", "A?", "", ""]]
    survey += [["begin group", "g", "G?", "${a} = 1", "table-list"], ["select_one yn", "g1", "G1", "", ""]]
    survey += [["end group", "", "", "", ""]]

    found = read_form(
        "form.xlsx", workbook(survey=survey, choices=[["list name", "name", "label"], ["yn", "1", "Yes"]])
    )

    assert (found.language, found.find("g").asked_if) == ("en", {"a": (1,)})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", workbook(survey=[["kind", "id"], ["text", "a"]])])
def test_other_workbooks_are_no_forms(content):
    assert not is_form("form.xlsx", content)
