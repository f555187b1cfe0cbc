"""A row that cannot be read: a message with file, row, column and remedy, exit code 3, and nothing changed."""

import pytest

from tests.cli.run import refused, sectorled
from tests.warehouse import small_package

TABLES = small_package.TABLES
AREAS, METRICS, VALUES = TABLES["areas"], TABLES["metrics"], TABLES["observations"]
GROUPS, MEMBERS = TABLES["groups"], TABLES["members"]
LAST = VALUES.count("\n") + 1  # the row number of a line added to the observations


CELLS = {
    "text where a number belongs": ("m1,X01,2021/22,many,,,", "value 'many': not a number"),
    "a thousands separator": ('m1,X01,2021/22,"1,234",,,', "value '1,234': not a number"),
    "a share with its sign": ("m1,X01,2021/22,3%,,,", "value '3%': not a number"),
    "a withheld value as text": ("m1,X01,2021/22,<5,,,", "value '<5': not a number"),
    "infinity": ("m1,X01,2021/22,inf,,,", "value 'inf': not a finite number"),
    "not a number": ("m1,X01,2021/22,NaN,,,", "value 'NaN': not a finite number"),
    "a number too large to add up": ("m1,X01,2021/22,1e300,,,", "value '1e+300': not a finite number"),
    "a number too large to hold": ("m1,X01,2021/22,1e999,,,", "value 'inf': not a finite number"),
    "digits that are not ours": ("m1,X01,2021/22,\uff11\uff12,,,", "not a number"),
    "a formula": ('m1,X01,2021/22,"=1+1",,,', "value '=1+1': not a number"),
    "infinity in a part": ("m2,X01,2021/22,,1,-inf,", "denominator '-inf': not a finite number"),
    "an impossible period": ("m1,X01,2023-13-01/P1Y,1,,,", "period '2023-13-01/P1Y': not a period"),
    "two years that do not follow": ("m1,X01,2023/25,1,,,", "period '2023/25': not a period"),
    "a year beyond the calendar": ("m1,X01,9999,1,,,", "period '9999'"),
    "a day that does not exist": ("m1,X01,2023-02-30,1,,,", "period '2023-02-30'"),
    "no period": ("m1,X01,,1,,,", "period: must not be blank. Fill it in."),
    "no area": ("m1,,2021/22,1,,,", "area: must not be blank. Fill it in."),
    "no metric": (",X01,2021/22,1,,,", "metric: must not be blank. Fill it in."),
    "an unknown area": ("m1,X99,2021/22,1,,,", "area 'X99': no such area in the package. Add it to areas"),
    "an unknown metric": ("m9,X01,2021/22,1,,,", "metric 'm9': no such metric in the package. Add it to metrics"),
    "an unknown status": (
        "m1,X01,2021/22,1,,,secret",
        "status 'secret': not one of the known words. Use one of: final",
    ),
    "a second value for a cell": ("m1,X01,2023/24,99,,,", "a second row for the same metric, area, period. Keep one"),
    "a cell too many": ("m1,X01,2021/22,1,,,,,9", "has 9 cells where the header has 7"),
    "a cell too few": ("m1,X01", "has 2 cells where the header has 7"),
}


@pytest.mark.parametrize(("line", "said"), CELLS.values(), ids=CELLS)
def test_a_row_that_cannot_be_read_is_named_with_its_remedy(warehouse, tmp_path, line, said):
    package = small_package.write(tmp_path / "p", observations=f"{VALUES}{line}\n")

    refused(warehouse, package, f"observations.csv, row {LAST}", said, "Nothing was loaded.")


DEFINITIONS = {
    "an unknown polarity": (
        "metrics",
        METRICS.replace("mean,low", "mean,sideways"),
        "metrics.csv, row 2, polarity 'sid",
    ),
    "an unknown value type": (
        "metrics",
        METRICS.replace("mean,low", "vibe,low"),
        "metrics.csv, row 2, value_type 'vibe'",
    ),
    "a metric without a label": (
        "metrics",
        METRICS.replace("Days to decide", ""),
        "metrics.csv, row 2, label: must not",
    ),
    "decimals that are no number": (
        "metrics",
        METRICS.replace(",,1,place", ",,one,place"),
        "decimals 'one': not a whole",
    ),
    "two definitions of a metric": (
        "metrics",
        f"{METRICS}m1,Other,,,,,,,\n",
        "metrics.csv, row 4, metric 'm1': a second",
    ),
    "a date with two meanings": (
        "areas",
        AREAS.replace("Land,,,", "Land,01/04/2023,,", 1),
        "areas.csv, row 2, start '01/04",
    ),
    "an area without a name": ("areas", AREAS.replace("Council X01", ""), "areas.csv, row 2, name: must not be blank"),
    "a group of no known kind": ("groups", GROUPS.replace("family,\n", "clan,\n"), "groups.csv, row 2, kind 'clan'"),
    "an owner nobody knows": ("groups", GROUPS.replace("neighbours,X01", "neighbours,X77"), "row 3, owner 'X77'"),
    "a member nobody knows": ("members", MEMBERS + "family-1,X88,\n", "row 17, area 'X88': no such area"),
    "a member of no group": ("members", MEMBERS + "nowhere,X01,\n", "row 17, group 'nowhere': no such group"),
    "a name of nobody": ("names", "area,name\nX66,Elsewhere\n", "names.csv, row 2, area 'X66': no such area"),
    "a mark nobody knows": (
        "basket_members",
        "basket,version,metric,mark\nb,1,m1,goal\n",
        "basket_members.csv, row 2, mark 'goal'",
    ),
    "a successor nobody knows": (
        "successions",
        "predecessor,successor,date\nX01,X55,2023-04-01\n",
        "successions.csv, row 2, successor 'X55'",
    ),
}


@pytest.mark.parametrize(("table", "text", "said"), DEFINITIONS.values(), ids=DEFINITIONS)
def test_a_definition_that_cannot_be_read_is_named_with_its_remedy(warehouse, tmp_path, table, text, said):
    refused(warehouse, small_package.write(tmp_path / "p", **{table: text}), said, "Nothing was loaded.")


def test_many_refused_rows_are_counted_and_some_are_shown(warehouse, tmp_path):
    lines = "".join(f"m1,X01,19{year:02}/{year + 1:02},none,,,\n" for year in range(50))

    ran = sectorled(
        "load", "package", small_package.write(tmp_path / "p", observations=VALUES + lines), warehouse=warehouse
    )

    assert "50 rows were refused" in ran.err
    assert "... and 30 more." in ran.err
    assert len(ran.err.splitlines()) == 23
