"""Briefs and reports at the command line: paths on standard output, files whole or not at all."""

import json
from pathlib import Path

import pytest

from tests.cli.run import published, sectorled

OWN = "measure,label,period,value,target,polarity\nbins,Bins put right,2025 Q3,91,95,high\n"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return published(tmp_path_factory.mktemp("briefs"))


def test_a_brief_is_written_in_the_forms_asked_for(warehouse, tmp_path):
    ran = sectorled(
        "brief", "Council X01", "--formats", "html,docx,json", "--to", tmp_path / "out", warehouse=warehouse
    )

    assert ran.code == 0, ran.err
    assert [Path(line).name for line in ran.out.splitlines()] == ["brief-X01.html", "brief-X01.docx", "brief-X01.json"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        Path(line).name for line in ran.out.splitlines()
    )
    assert "Council X01 in brief" in (tmp_path / "out" / "brief-X01.html").read_text("utf-8")


def test_a_brief_says_what_changed_since_a_release(warehouse, tmp_path):
    release = json.loads((next((warehouse / "releases").iterdir()) / "manifest.json").read_text("utf-8"))["release"]

    ran = sectorled("brief", "X01", "--since", release, "--formats", "html", "--to", tmp_path, warehouse=warehouse)

    assert ran.code == 0, ran.err
    assert f"Nothing has changed since release {release}" in (tmp_path / "brief-X01.html").read_text("utf-8")


def test_the_public_form_is_asked_for_by_name(warehouse, tmp_path):
    ran = sectorled("brief", "X01", "--audience", "public", "--formats", "html", "--to", tmp_path, warehouse=warehouse)

    assert ran.code == 0, ran.err
    assert "Measures by theme" in (tmp_path / "brief-X01.html").read_text("utf-8")


def test_a_headline_report_of_chosen_measures_and_group(warehouse, tmp_path):
    words = ("report", "headline", "X01", "--metrics", "m1, m2", "--group", "family-1")

    ran = sectorled(*words, "--formats", "html,xlsx", "--to", tmp_path, warehouse=warehouse)

    assert ran.code == 0, ran.err
    assert "others in its family" in (tmp_path / "headline-X01.html").read_text("utf-8")


def test_a_quarterly_report_takes_the_last_one_into_account(warehouse, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(OWN, "utf-8")
    words = ("report", "quarterly", "X01", "--own", own, "--formats", "html,json", "--to", tmp_path)

    first = sectorled(*words, warehouse=warehouse)
    second = sectorled(*words, "--since", tmp_path / "quarterly-X01.json", warehouse=warehouse)

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "Nothing has changed since the report of" in (tmp_path / "quarterly-X01.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("brief", "Councl X01"), "Nearest: Council X0"),
        (("report", "headline", "X01"), "Name some: --metrics"),
        (("report", "quarterly", "X01"), "Give the table: --own FILE"),
        (("report", "quarterly", "X01", "--own", "nowhere.csv"), "nowhere.csv"),
        (("report", "headline", "X01", "--metrics", "m9"), "no metric 'm9'"),
    ],
)
def test_what_cannot_be_written_is_refused_and_nothing_is_written(warehouse, tmp_path, words, told):
    ran = sectorled(*words, "--to", tmp_path / "out", warehouse=warehouse)

    assert ran.code == 3
    assert told in ran.err
    assert ran.out == ""
    assert not (tmp_path / "out").exists()


def test_a_form_we_do_not_write_is_wrong_use(warehouse, tmp_path):
    ran = sectorled("brief", "X01", "--formats", "pptx", "--to", tmp_path / "out", warehouse=warehouse)

    assert ran.code == 2
    assert "Use some of: html,pdf,docx,json" in ran.err


@pytest.mark.parametrize(
    ("content", "told"), [("[]", "is not a file of facts"), ("{", "not valid JSON"), (None, "cannot")]
)
def test_facts_that_are_none_are_refused(warehouse, tmp_path, content, told):
    own, facts = tmp_path / "own.csv", tmp_path / "last.json"
    own.write_text(OWN, "utf-8")
    if content is not None:
        facts.write_text(content, "utf-8")

    ran = sectorled("report", "quarterly", "X01", "--own", own, "--since", facts, "--to", tmp_path, warehouse=warehouse)

    assert ran.code == 3
    assert told in ran.err
