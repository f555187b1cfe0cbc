"""What one run of the command released, later runs are judged by; whoever guards the data is told why."""

import csv
import io
import json

import pytest

from sectorled.cli.verbs.survey_parts import reading
from sectorled.warehouse.store import open_store
from tests.cli.run import hashes, sectorled

CODEBOOK = """variable,kind,text,code,label,role
id,open,Respondent,,,respondent
trust,single,Do you trust it?,,,
,,,1,Yes,
,,,2,No,
role,single,What is your role?,,,
,,,1,Leader,
,,,2,Officer,
,,,3,Other,
heard,single,Have you heard of it?,,,
,,,1,Yes,
,,,2,No,
"""
DESIGN = 'clusters = "none"\n[filters.heard]\nheard = [1]\n'
TABLE = ("survey", "tabulate", "survey.csv", "--codebook", "codebook.csv", "--design", "design.toml")
ROWS = ("--rows", "trust", "--columns", "role")
CHECK = ("survey", "check", *TABLE[2:])


def people(more=()):
    """60 leaders, 70 officers and 80 others, of whom 5 leaders have not heard; and some more, of role and trust."""
    lines = []
    for role, count in ((1, 60), (2, 70), (3, 80)):
        lines += [(role, 1 if i < count // 2 else 2, 2 if role == 1 and i >= count - 5 else 1) for i in range(count)]
    lines += [(role, trust, 1) for role, trust in more]
    rows = "".join(f"p{i},{trust},{role},{heard}\n" for i, (role, trust, heard) in enumerate(lines))
    return "id,trust,role,heard\n" + rows


@pytest.fixture
def place(tmp_path, monkeypatch):
    for name, text in (("survey.csv", people()), ("codebook.csv", CODEBOOK), ("design.toml", DESIGN)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(ran):
    """What stands in the row of No, column by column."""
    assert ran.code == 0, ran.err
    return [row["shown"] for row in csv.DictReader(io.StringIO(ran.out)) if row["row"] == "No"]


def tabulated(*words):
    return sectorled(*TABLE, *ROWS, *words, "--format", "csv")


def test_a_filter_asked_for_in_another_run_cannot_be_subtracted(place):
    alone = shown(tabulated("--filter", "heard", "--draft"))
    whole = shown(tabulated())
    after = shown(tabulated("--filter", "heard"))

    assert alone == ["49", "45", "50", "50"]
    assert whole == ["50", "50", "50", "50"]
    assert "[c]" in after or after == []


def test_a_draft_is_not_remembered_and_says_so(place):
    ran = tabulated("--draft")

    assert "A draft, not remembered" in ran.err
    assert not (place / "own-warehouse").exists()
    assert shown(tabulated("--filter", "heard")) == ["49", "45", "50", "50"]


def test_the_same_table_again_is_the_same_and_is_remembered_once(place):
    first = tabulated()
    before = hashes(place / "own-warehouse")

    again = tabulated()

    assert again.out == first.out
    assert hashes(place / "own-warehouse") == before


def test_what_is_remembered_holds_no_count_that_was_suppressed(place):
    (place / "survey.csv").write_text(people([(1, 1)] * 60).replace(",2,1,", ",1,1,", 26), "utf-8")

    assert "[c]" in shown(tabulated())

    (kept,) = (place / "own-warehouse" / "surveys-released").rglob("*.json")
    (table,) = json.loads(kept.read_text("utf-8"))["tables"]
    held = {count for line in table["counts"] for count in line if count is not None}
    assert None in table["counts"][2]
    assert held.isdisjoint(range(10))


def test_a_table_that_is_refused_is_not_remembered(place):
    ran = sectorled(*TABLE, "--rows", "trust,tryst", "--columns", "role")

    assert ran.code == 3
    assert not list((place / "own-warehouse").rglob("*.json"))


def test_those_who_joined_between_two_issues_of_the_data_are_not_told_apart(place):
    whole = shown(tabulated())
    (place / "survey.csv").write_text(people([(1, 2), (1, 2), (2, 1)]), "utf-8")

    after = tabulated()

    assert whole == ["50", "50", "50", "50"]
    assert shown(after) == [] or "[c]" in shown(after)


def test_a_correction_contradicts_what_was_released_until_it_is_begun_afresh(place):
    tabulated()
    (place / "survey.csv").write_text(people().replace(",1,1,1\n", ",2,1,1\n", 12), "utf-8")

    refused = tabulated()
    corrected = tabulated("--afresh")
    later = tabulated()

    assert (refused.code, refused.out) == (3, "")
    assert "begin --afresh" in refused.err
    assert shown(corrected) == shown(later) == ["56", "70", "50", "50"]


def test_another_survey_of_the_same_name_is_left_out(place):
    tabulated()
    other = CODEBOOK.replace("trust", "valued").replace("heard", "seen").replace("id,open", "key,open")
    (place / "codebook.csv").write_text(other, "utf-8")
    (place / "survey.csv").write_text(people().replace("id,trust,role,heard", "key,valued,role,seen"), "utf-8")
    (place / "design.toml").write_text('clusters = "none"\n', "utf-8")

    ran = sectorled(*TABLE, "--rows", "valued", "--columns", "role", "--format", "csv")

    assert shown(ran) == ["50", "50", "50", "50"]


def test_nobody_else_releases_while_a_table_is_judged(place, monkeypatch):
    store, waited = open_store(str(place / "own-warehouse")), []
    judged = reading.releasing

    def while_judging(*words, **more):
        with store.writing("something else"):
            waited.append(True)
        return judged(*words, **more)

    monkeypatch.setattr(reading, "releasing", while_judging)

    assert shown(tabulated()) == ["50", "50", "50", "50"]
    assert waited


def test_whoever_guards_the_data_is_told_why_and_what_anybody_can_bound(place):
    tabulated()

    ran = sectorled(*CHECK, *ROWS, "--filter", "heard", "--format", "json")

    said = {one["about"]: one["words"] for one in json.loads(ran.out)["findings"] if one["kind"] == "disclosure"}
    assert said.pop("released") == "Tables released before: 1. They withhold nothing."
    assert any("could be" in words or "Withheld" in words for words in said.values())
    assert all("and no better" in words or "Withheld" in words for words in said.values())


def test_a_table_that_shows_everything_and_one_that_is_refused_are_said_too(place):
    (place / "design.toml").write_text(DESIGN + '[disclosure]\nnever_together = [["heard", "role"]]\n', "utf-8")

    whole = sectorled(*CHECK, *ROWS, "--format", "csv")
    refused = sectorled(*CHECK, *ROWS, "--filter", "heard", "--format", "csv")

    assert "Every figure is shown." in whole.out
    assert "is refused" in refused.out


def test_how_much_is_withheld_and_where_to_learn_why_goes_to_standard_error(place):
    (place / "survey.csv").write_text(people([(1, 1)] * 60).replace(",2,1,", ",1,1,", 26), "utf-8")

    ran = tabulated()

    assert "Withheld: " in ran.err
    assert "sectorled survey check" in ran.err
    assert "Primary" not in ran.err + ran.out


def test_a_design_that_cannot_be_is_said_of_the_table_as_well(place):
    (place / "design.toml").write_text('clusters = "nowhere"\n', "utf-8")

    ran = sectorled(*CHECK, *ROWS, "--format", "csv")

    assert ran.code == 1
    assert ran.out.count("have no column 'nowhere'") == 2


def test_why_a_released_table_withheld_what_it_did_can_be_asked_afterwards(place):
    (place / "survey.csv").write_text(people([(1, 1)] * 60).replace(",2,1,", ",1,1,", 26), "utf-8")
    tabulated()

    ran = sectorled(*CHECK, *ROWS, "--format", "csv")

    assert "Withheld as when the table was released. Anybody could place it between" in ran.out
    assert "most closely: between" in ran.out


def test_a_survey_kept_before_is_the_newest_again_only_when_asked(place):
    keep = ("survey", "load", "survey.csv", "--codebook", "codebook.csv")
    first = sectorled(*keep)
    (place / "survey.csv").write_text(people([(1, 2)]), "utf-8")
    sectorled(*keep)
    (place / "survey.csv").write_text(people(), "utf-8")

    unchanged = sectorled(*keep)
    tables = ("survey", "tabulate", "codebook", "--rows", "trust", "--format", "csv", "--draft")
    newest = next(csv.DictReader(io.StringIO(sectorled(*tables).out)))["base"]
    again = sectorled(*keep, "--again")
    then = next(csv.DictReader(io.StringIO(sectorled(*tables).out)))["base"]

    assert "nothing changed" in unchanged.err
    assert "kept." in again.err
    assert first.out == again.out
    assert (newest, then) == ("211", "210")
