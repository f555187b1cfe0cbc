"""The command as such: its codes, its help, what goes to which stream, what ends it early."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from sectorled.cli import __main__ as command
from sectorled.cli.__main__ import VERBS
from tests.cli.run import answered, published, sectorled
from tests.warehouse import small_package


def test_without_a_verb_all_verbs_are_listed_on_standard_error():
    ran = sectorled()

    assert (ran.code, ran.out) == (2, "")
    assert [verb for verb in VERBS if verb not in ran.err] == []
    assert "exit codes" in ran.err


def test_an_unknown_verb_is_wrong_use_and_names_the_known_ones():
    ran = sectorled("frobnicate")

    assert (ran.code, ran.out) == (2, "")
    assert "'frobnicate'" in ran.err
    assert "compare" in ran.err


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_has_an_example_and_the_exit_codes(verb):
    ran = sectorled(verb, "--help")

    assert (ran.code, ran.err) == (0, "")
    assert f"example:\n  sectorled {verb}" in ran.out
    assert "3 the input was refused" in ran.out


WRONG_USE = {
    "an option nobody knows": ("compare", "m1", "--rank-all"),
    "a date that is none": ("compare", "m1", "--as-published", "yesterday"),
    "two ways to choose groups": ("compare", "m1", "--group", "a", "--scheme", "b"),
    "two ways to choose a release": ("compare", "m1", "--release", "a", "--as-published", "2026-01-01"),
    "a form nobody knows": ("compare", "m1", "--format", "xml"),
    "a kind nobody knows": ("load", "psychic", "file.csv"),
    "a metric left out": ("compare",),
    "a document nobody can write": ("brief", "X01", "--formats", "html,papyrus"),
    "no neighbours": ("neighbours", "X01", "--k", "0"),
    "fewer than no neighbours": ("neighbours", "X01", "--k", "-3"),
}


@pytest.mark.parametrize("words", WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_ends_with_code_2_and_nothing_on_standard_output(warehouse, words):
    ran = sectorled(*words, warehouse=warehouse)

    assert (ran.code, ran.out) == (2, "")
    assert "usage: sectorled" in ran.err
    assert "Traceback" not in ran.err


REFUSED = {
    "an unknown metric": (("compare", "m11"), "There is no metric 'm11' in this release. Nearest: m1"),
    "an unknown area": (("trend", "m1", "Oldtwon"), "There is no area 'Oldtwon'"),
    "an unknown group": (("compare", "m1", "--group", "family-9"), "Nearest: family-1"),
    "an unknown scheme": (("compare", "m1", "--scheme", "plaice"), "Nearest: place"),
    "an unknown period": (("compare", "m1", "--period", "1999/00"), "The latest ones are: 2022/23, 2023/24"),
    "an unknown basket": (("basket", "b", "--from", "2022/23", "--to", "2023/24"), "There is no basket 'b'"),
    "an unknown release": (("compare", "m1", "--release", "../../etc"), "List them with: sectorled releases"),
    "a release that was never built": (("publish", "../x"), "There is no finished release ../x"),
    "a day before any publication": (
        ("compare", "m1", "--as-published", "2001-01-01"),
        "Nothing was published by 2001",
    ),
    "a council outside the group": (
        ("compare", "m1", "--area", "X09", "--group", "near-X01"),
        "It is in: family-1, all",
    ),
    "one council to put together": (("propose-council", "X01", "Oldtown"), "Name at least two councils"),
    "a file that is not there": (("load", "package", "gone"), "gone: cannot be read (No such file or directory)"),
    "a mapping that is not there": (
        ("load", "mapped", __file__, "--mapping", "gone.toml"),
        "gone.toml: cannot be read",
    ),
    "a mapping for a package": (
        ("load", "package", __file__, "--mapping", __file__),
        "--mapping is for a mapped table",
    ),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_there_ends_with_code_3_and_the_remedy(warehouse, words, said):
    ran = sectorled(*words, warehouse=warehouse)

    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"sectorled {words[0]}: ")
    assert said in ran.err


@pytest.mark.parametrize("place", ["s3:///", "gopher://x/y"])
def test_a_warehouse_that_cannot_be_reached_is_named(place):
    ran = sectorled("releases", warehouse=place)

    assert (ran.code, ran.out) == (3, "")
    assert f"{place}: cannot be used as a warehouse" in ran.err


def test_a_warehouse_that_is_a_file_is_refused_without_a_trace_of_python(tmp_path):
    (tmp_path / "warehouse").write_text("not a folder")

    ran = sectorled("load", "package", small_package.write(tmp_path / "p"), warehouse=tmp_path / "warehouse")

    assert (ran.code, ran.out) == (3, "")
    assert "warehouse" in ran.err


@pytest.mark.parametrize("words", [("check",), ("build",), ("publish",), ("compare", "m1")])
def test_an_empty_warehouse_says_what_to_do_first(tmp_path, words):
    ran = sectorled(*words, warehouse=tmp_path / "new")

    assert (ran.code, ran.out) == (3, "")
    assert "sectorled load KIND FILE" in ran.err or "sectorled publish" in ran.err


def test_an_empty_warehouse_has_no_releases(tmp_path):
    assert answered(tmp_path / "new", "releases") == []
    assert sectorled("releases", "--format", "csv", warehouse=tmp_path).out == (
        "release,built,published,observations,metrics,areas\n"
    )


def test_only_the_answer_goes_to_standard_output(tmp_path):
    package, warehouse = small_package.write(tmp_path / "p"), tmp_path / "w"

    loaded, built, out = (
        sectorled(*words, warehouse=warehouse) for words in (("load", "package", package), ("build",), ("publish",))
    )

    assert loaded.out == ""
    assert "60 rows read, 30 kept, 0 refused" in loaded.err
    assert "30 observations of 2 metrics for 10 areas" in built.err
    assert built.out == out.out
    assert len(built.out.strip()) == 12


def test_a_check_that_finds_something_ends_with_code_1(tmp_path):
    warehouse = published(tmp_path, metrics=small_package.TABLES["metrics"].replace(",A register", ","))

    ran = sectorled("check", "--format", "csv", warehouse=warehouse)

    assert ran.code == 1
    assert "no source,m1,metrics.csv,2,source," in ran.out


def test_a_check_that_finds_nothing_ends_with_code_0_and_a_header(warehouse):
    ran = sectorled("check", "--format", "csv", warehouse=warehouse)

    assert (ran.code, ran.out) == (0, "kind,subject,file,row,field,text\n")


def test_a_reader_who_leaves_early_is_no_error(warehouse):
    words = [sys.executable, "-m", "sectorled", "compare", "m1", "--format", "json", "--warehouse", str(warehouse)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (0, b"")


def test_ctrl_c_ends_the_command_in_one_line(warehouse, monkeypatch):
    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sectorled.cli.verbs.releases.run", stopped)

    ran = sectorled("releases", warehouse=warehouse)

    assert ran.code == command.EXIT_STOPPED
    assert ran.err == "\nsectorled releases: stopped. What was published is as it was.\n"


def test_the_warehouse_comes_from_the_environment_where_no_option_names_it(warehouse, monkeypatch):
    monkeypatch.setenv("SECTORLED_WAREHOUSE", str(warehouse))

    assert sectorled("compare", "m1", "--format", "csv").code == 0


def test_the_release_published_today_is_the_one_as_published_tomorrow(warehouse):
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011 - any later day, in any time zone

    now = answered(warehouse, "compare", "m1")

    assert answered(warehouse, "compare", "m1", "--as-published", tomorrow) == now
    assert answered(warehouse, "compare", "m1", "--release", now["release"]) == now


def test_help_loads_no_statistics():
    code = "import sys; from sectorled.cli.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "print([m for m in ('scipy', 'scipy.stats', 'altair', 'weasyprint') if m in sys.modules], file=sys.stderr)"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)

    assert ran.stderr == "[]\n"
