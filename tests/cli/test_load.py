"""Loading: what is said, what is kept, what the same or a newer file changes."""

import json
import os
import zipfile

import polars as pl
import pytest

from tests.cli.run import answered, hashes, published, sectorled, standing
from tests.warehouse import small_package
from tests.warehouse.small_package import TABLES

NEWER = TABLES["observations"].replace("X01,2023/24,10,", "X01,2023/24,99,")


def loaded(warehouse, package, *words, kind="package"):
    ran = sectorled("load", kind, package, *words, warehouse=warehouse)
    assert ran.code == 0, ran.err
    return ran.err


def value(warehouse, area="X01", metric="m1"):
    assert sectorled("publish", warehouse=warehouse).code == 0
    return standing(answered(warehouse, "compare", metric), area)["value"]


@pytest.mark.parametrize("kind", ["package", "auto"])
def test_the_same_content_under_another_name_changes_nothing(tmp_path, kind):
    warehouse = tmp_path / "w"
    loaded(warehouse, small_package.write(tmp_path / "one"), kind=kind)
    before = hashes(warehouse)

    said = loaded(warehouse, small_package.write(tmp_path / "other"), kind=kind)

    assert "other: this content was loaded before, as one on " in said
    assert "nothing changed" in said
    assert "--again" not in said
    assert hashes(warehouse) == before


def test_a_newer_load_of_the_same_package_takes_the_place_of_the_older(tmp_path):
    warehouse = published(tmp_path, names="area,name\nX01,Oldtown\nX02,Gone\n")

    loaded(warehouse, small_package.write(tmp_path / "newer", observations=NEWER))

    assert value(warehouse) == 99
    assert sectorled("compare", "m1", "--area", "Gone", warehouse=warehouse).code == 3


def test_a_package_of_another_name_is_added_and_its_word_counts_where_it_is_newer(tmp_path):
    warehouse = published(tmp_path)

    loaded(
        warehouse,
        small_package.write(tmp_path / "b", name="b", observations="metric,area,period,value\nm1,X01,2023/24,99\n"),
    )

    assert value(warehouse) == 99
    assert value(warehouse, "X02") == 11


def test_a_quarter_can_be_added_to_what_is_there(tmp_path):
    warehouse = published(tmp_path)

    loaded(
        warehouse,
        small_package.write(tmp_path / "b", observations="metric,area,period,value\nm1,X01,2024/25,99\n"),
        "--adds",
    )

    assert value(warehouse) == 99
    assert standing(answered(warehouse, "compare", "m1", "--period", "2023/24"), "X02")["value"] == 11


def test_going_back_to_an_older_file_needs_to_be_said(tmp_path):
    warehouse = published(tmp_path)
    loaded(warehouse, small_package.write(tmp_path / "newer", observations=NEWER))
    first = tmp_path / "package"

    said = loaded(warehouse, first)
    still = value(warehouse)
    loaded(warehouse, first, "--again")

    assert "--again" in said
    assert (still, value(warehouse)) == (99, 10)


def test_accepted_refusals_are_reported_and_the_good_rows_kept(tmp_path):
    package = small_package.write(tmp_path / "p", observations=f"{TABLES['observations']}m1,X01,2021/22,many,,,\n")

    ran = sectorled("load", "package", package, "--accept-refusals", "--report", warehouse=tmp_path / "w")

    report = json.loads(ran.out)
    assert (report["rows_read"], report["rows_kept"], report["rows_refused"]) == (61, 30, 1)
    (refusal,) = report["refusals"]
    assert [refusal[key] for key in ("file", "row", "field", "value")] == ["observations.csv", 32, "value", "many"]
    assert "observations.csv, row 32, value: not a number." in ran.err


def test_a_zip_of_a_package_reads_like_its_folder(tmp_path):
    package = small_package.write(tmp_path / "p")
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for path in package.iterdir():
            archive.write(path, f"inner/{path.name}")

    said = loaded(tmp_path / "w", tmp_path / "p.zip")

    assert "30 kept" in said
    assert value(tmp_path / "w") == 10


def test_parquet_tables_with_typed_columns_read_like_csv(tmp_path):
    package = small_package.write(tmp_path / "p")
    for name in TABLES:
        frame = pl.read_csv(package / f"{name}.csv", try_parse_dates=True)
        if name == "metrics":  # as pandas leaves whole numbers of which some are blank, and days
            frame = frame.with_columns(
                pl.col("decimals").cast(pl.Float64), pl.lit("2027-01-31").str.to_datetime().alias("next_update")
            )
        frame.write_parquet(package / f"{name}.parquet")
        (package / f"{name}.csv").unlink()
    text = (package / "datapackage.json").read_text()
    (package / "datapackage.json").write_text(text.replace(".csv", ".parquet"))

    loaded(tmp_path / "w", package)

    assert value(tmp_path / "w") == 10
    assert value(tmp_path / "w", metric="m2") == 5


def test_a_resource_may_lie_in_several_files(tmp_path):
    package = small_package.write(tmp_path / "p")
    header, *rows = TABLES["observations"].splitlines(keepends=True)
    (package / "one.csv").write_text(header + "".join(rows[:20]))
    (package / "two.csv").write_text(header + "".join(rows[20:]))
    text = (package / "datapackage.json").read_text()
    (package / "datapackage.json").write_text(text.replace('"observations.csv"', '["./one.csv", "two.csv"]'))

    loaded(tmp_path / "w", package)

    assert value(tmp_path / "w", metric="m2") == 5


def test_a_table_nobody_knows_and_columns_nobody_knows_are_left_and_noted(tmp_path):
    package = small_package.write(tmp_path / "p", weather="day,rain\n1,2\n")
    (package / "names.csv").write_text("area,name,since\nX01,Oldtown,1974\n")

    said = loaded(tmp_path / "w", package)

    assert "Resource 'weather' is no table we know and was left." in said
    (load,) = (tmp_path / "w" / "loads").iterdir()
    assert pl.read_parquet(load / "names.parquet")["note"].to_list() == ["since: 1974"]


def test_areas_of_a_register_loaded_before_need_not_be_brought_again(tmp_path):
    warehouse = published(tmp_path)
    rows = "metric,area,period,value\nm1,X01,2023/24,99\nm1,X77,2023/24,1\n"
    figures = small_package.write(
        tmp_path / "f", name="f", areas="", names="", groups="", members="", observations=rows
    )

    ran = sectorled("load", "package", figures, warehouse=warehouse)
    accepted = loaded(warehouse, figures, "--accept-refusals")

    assert "observations.csv, row 3, area 'X77': no such area in the package" in ran.err
    assert "1 refused" in accepted
    assert value(warehouse) == 99


def test_what_nobody_recognises_can_be_described(tmp_path):
    (tmp_path / "what.csv").write_text("a,b\n1,2\n")

    ran = sectorled("load", "auto", tmp_path / "what.csv", warehouse=tmp_path / "w")

    assert (ran.code, ran.out) == (3, "")
    assert "sectorled propose-mapping FILE" in ran.err


@pytest.mark.parametrize("name", ["evil\x1b[2J\x07.csv", "evil[/b].csv"])
def test_a_file_name_cannot_steer_the_terminal(tmp_path, name):
    (tmp_path / "evil[").mkdir()
    (tmp_path / name).write_text("a,b\n1,2\n")

    ran = sectorled("load", "auto", tmp_path / name, warehouse=tmp_path / "w")

    assert ".csv: not a file of a kind we know" in ran.err
    assert not {"\x1b", "\x07"} & set(ran.err)


def test_labels_are_shown_as_they_are_and_run_nothing(tmp_path):
    metrics = TABLES["metrics"].replace("Days to decide", '"Rate [per 1,000] [/x]"').replace("m1,", "=m1,", 1)
    areas = TABLES["areas"].replace("Council X01", '"=HYPERLINK(""http://x"")"')
    warehouse = published(
        tmp_path, metrics=metrics.replace("=m1", "m1"), areas=areas, observations=TABLES["observations"]
    )

    table, csv = (sectorled("compare", "m1", "--format", form, warehouse=warehouse).out for form in ("table", "csv"))

    assert "Rate [per 1,000] [/x]" in table
    assert "'=HYPERLINK" in csv
    assert ",=HYPERLINK" not in csv.replace('"', "")


def test_a_load_needs_no_more_than_reading_rights_to_the_file(tmp_path):
    package = small_package.write(tmp_path / "p")
    for path in package.iterdir():
        os.chmod(path, 0o444)  # noqa: PTH101 - said plainly

    loaded(tmp_path / "w", package)
