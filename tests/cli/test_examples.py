"""Every example in the help works, in a warehouse that holds what the examples speak of."""

import shlex
from datetime import UTC, datetime

import pytest
from xlsxwriter import Workbook

from sectorled.cli.__main__ import VERBS, _module
from sectorled.warehouse.load import load
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.cli.run import published, sectorled
from tests.shared import SHARED, needs_shared
from tests.warehouse import small_package

CODES = {"Norwich": "E07000148", "Allerdale": "E07000026", "Carlisle": "E07000028", "Copeland": "E07000029"}
PLACES = CODES | {"Amberfold": "X06000001"} | {f"Place {i}": f"E0700090{i}" for i in range(8)}
METRICS = ("ons-els.cigarette-smokers", "ons-els.employment-rate", "density", "age")
YEARS = range(2013, 2025)
ELSEWHERE = dict.fromkeys(
    ("demo", "serve", "warm", "roll-back", "changes", "add-user", "back-up", "restore", "notice"),
    "has a test of its own",
)
FOR_THE_LAST_REPORT = "sectorled report quarterly Norwich --own measures.xlsx --formats json"


def world(plus=0):
    """Tables of a package with these councils in one region, all metrics with intervals in all years, a basket."""
    rows = [
        f"{metric},{code},{year}/{(year + 1) % 100:02},{10 + i + m + year % 7 + plus},{9 + i + m},{18 + i + m}\n"
        for m, metric in enumerate(METRICS)
        for i, code in enumerate(PLACES.values())
        for year in YEARS
    ]
    natures = dict.fromkeys(METRICS[:2], "outcome") | dict.fromkeys(METRICS[2:], "context")
    return {
        "areas": "code,name,kind,region\n" + "".join(f"{c},{name},district,East\n" for name, c in PLACES.items()),
        "names": "",
        "groups": "",
        "members": "",
        "metrics": "metric,label,unit,value_type,polarity,nature,source\n"
        + "".join(f"{metric},{metric},%,mean,low,{nature},A survey\n" for metric, nature in natures.items()),
        "baskets": "basket,version,label\noutcomes,1,Outcomes\n",
        "basket_members": "basket,version,metric,mark\n" + "".join(f"outcomes,1,{m},outcome\n" for m in METRICS[:2]),
        "observations": "metric,area,period,value,lower,upper\n" + "".join(rows),
    }


def two_releases(place):
    """A warehouse with a release of January 2025 and one of today that differs."""
    at, store = datetime(2025, 1, 1, tzinfo=UTC), open_store(str(place / "warehouse"))
    load(store, "package", small_package.write(place / "package", **world(plus=1)), at=at)
    publish(store, build(store, at=at).release, at=at)
    return published(place, **world())


def sheet(path, rows):
    with Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with what the examples name, and the warehouse where it is by default."""
    place = tmp_path_factory.mktemp("examples")
    (place / "var").mkdir()
    two_releases(place).rename(place / "var" / "warehouse")
    sheet(place / "housing.xlsx", [("Council", "Year", "Homes"), *((c, "2023/24", 5) for c in CODES.values())])
    own = ("measure", "label", "period", "value", "target", "polarity")
    sheet(place / "measures.xlsx", [own, ("own.calls", "Calls answered", "2023/24", 91, 90, "high")])
    survey(place)
    return place


def survey(place):
    """A survey of 120 respondents, its codebook and its design, as the examples of `survey` name them."""
    people = "".join(
        f"{1 + i % 2},{1 + i % 3},{'NS'[i % 2]},{1 + i % 4 / 4},{1 + i // 60},{20 + i}\n" for i in range(120)
    )
    (place / "survey.csv").write_text(f"trust,role,region,w,wave,age\n{people}", "utf-8")
    (place / "codebook.csv").write_text(CODEBOOK, "utf-8")
    (place / "design.toml").write_text(DESIGN, "utf-8")
    (place / "plan.toml").write_text('by = ["region"]\n[[findings]]\nquestion = "trust"\n', "utf-8")


CODEBOOK = """variable,kind,text,code,label,role
trust,single,Do you trust it?,,,
,,,1,Yes,
,,,2,No,
role,single,Role,,,
,,,1,Leader,
,,,2,Member,
,,,3,Officer,
region,single,Region,,,strata
,,,N,North,
,,,S,South,
w,numeric,Weight,,,weight
wave,single,Round,,,wave
,,,1,2012,
,,,2,2013,
age,numeric,Age,,,
"""
DESIGN = """weights = "w"
lonely = "average"
[disclosure]
least_cell = 10
[weighting]
method = "raking"
start = "w"
[weighting.targets.region]
N = 500
S = 700
[weighting.targets.role]
Leader = 300
Member = 400
Officer = 500
"""


def run(example, *words):
    """The example as a shell has it; what goes to a file goes to standard output here."""
    first, *said = shlex.split(example.partition(" > ")[0])
    assert first == "sectorled"
    return sectorled(*said, *words)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in {*ELSEWHERE, "load"}])
def test_the_example_of_a_verb_works(verb, folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SECTORLED_WAREHOUSE")
    if verb == "report":
        assert run(FOR_THE_LAST_REPORT).code == 0

    ran = run(_module(verb).EXAMPLE)

    assert ran.code in ((0, 1) if verb == "check" else (0,)), ran.err
    assert ran.out.strip() != ""


@needs_shared
@pytest.mark.slow
def test_the_example_of_load_works_on_the_published_file(tmp_path, monkeypatch):
    (tmp_path / "datasets-csvw.zip").symlink_to(SHARED / "data" / "ons-els" / "datasets-csvw.zip")
    monkeypatch.chdir(tmp_path)

    ran = run(_module("load").EXAMPLE, "--warehouse", tmp_path / "warehouse")

    assert ran.code == 0, ran.err
    assert "rows read" in ran.err
