"""A package that cannot be read at all: a message with the file and the remedy, exit code 3, and nothing changed."""

import io
import json
import zipfile

import polars as pl
import pytest

from tests.cli.run import refused
from tests.warehouse import small_package


def descriptor(content):
    return lambda folder: (folder / "datapackage.json").write_bytes(content)


def resources(*listed):
    return descriptor(json.dumps({"name": "p", "resources": listed}).encode())


def table_file(name, content):
    return lambda folder: (folder / name).write_bytes(content)


AREA_FILE = {"name": "areas", "path": "areas.csv"}
WHOLE = {
    "no descriptor": (lambda f: (f / "datapackage.json").unlink(), "has no datapackage.json"),
    "a descriptor cut short": (descriptor(b'{"resources": ['), "datapackage.json: is not sound JSON"),
    "a descriptor in another encoding": (descriptor('{"näme": 1}'.encode("utf-16")), "is not sound JSON"),
    "a descriptor nested without end": (descriptor(b"[" * 100_000), "is not sound JSON"),
    "a key that stands twice": (descriptor(b'{"resources": [], "resources": []}'), "the key 'resources' stands twice"),
    "a list instead of an object": (descriptor(b"[1]"), "has no list of resources"),
    "resources of the wrong type": (descriptor(b'{"resources": [7]}'), "has no list of resources"),
    "a resource without a path": (resources({"name": "areas"}), "lacks its name or path"),
    "a path that is a number": (resources(AREA_FILE | {"path": ["areas.csv", 5]}), "lacks its name or path"),
    "a table named twice": (resources(AREA_FILE, AREA_FILE), "names areas twice"),
    "a file that is not there": (
        resources({"name": "areas", "path": "gone.csv"}),
        "names gone.csv, which is not there",
    ),
    "a path that climbs out": (
        resources({"name": "areas", "path": "../areas.csv"}),
        "names ../areas.csv, which is not",
    ),
    "a path from the root": (resources({"name": "areas", "path": "/etc/passwd"}), "names /etc/passwd, which is not"),
    "a path on the web": (resources({"name": "areas", "path": "http://x/areas.csv"}), "which is not there"),
    "neither figures nor areas": (
        resources({"name": "names", "path": "names.csv"}),
        "names neither observations nor areas",
    ),
    "an empty table": (table_file("observations.csv", b""), "observations.csv"),
    "a header that lacks a column": (table_file("observations.csv", b"metric,area\nm1,X01\n"), "no column period"),
    "a column twice": (
        table_file("observations.csv", b"metric,area,period,value,value\nm1,X01,2023/24,1,2\n"),
        "observations.csv: has more than one column value. Keep one of them.",
    ),
    "a column twice but for its capital": (
        table_file("observations.csv", b"metric,area,period,value,Value\nm1,X01,2023/24,1,2\n"),
        "observations.csv: has more than one column value. Keep one of them.",
    ),
    "nothing that is text": (table_file("observations.csv", bytes(range(256)) * 40), "observations.csv"),
    "zeros": (table_file("observations.csv", b"\0" * 5000), "observations.csv"),
    "a quotation mark left open": (
        table_file("observations.csv", b'metric,area,period,value\nm1,X01,2023/24,"1\n' + b"m1,X02,2023/24,2\n" * 9000),
        "observations.csv",
    ),
    "a million columns": (table_file("observations.csv", b"c," * 1_000_000 + b"\n"), "at most 16,384 are read"),
    "a link to elsewhere": (lambda f: (f / "x.csv").symlink_to("/etc/passwd"), "x.csv: is a link to elsewhere"),
}


@pytest.mark.parametrize(("spoil", "said"), WHOLE.values(), ids=WHOLE)
def test_a_package_that_cannot_be_read_at_all_says_where_and_why(warehouse, tmp_path, spoil, said):
    package = small_package.write(tmp_path / "p")
    spoil(package)

    refused(warehouse, package, said)


def zipped(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


ARCHIVES = {
    "a member that climbs out": (zipped(("../../datapackage.json", "{}")), "does not stay inside"),
    "a bomb": (zipped(("datapackage.json", "{}"), ("areas.csv", b"0" * 50_000_000)), "unpacks to more than is allowed"),
    "an archive cut short": (zipped(("datapackage.json", "{}"))[:-30], "is not a whole zip file"),
    "an archive inside": (zipped(("datapackage.json", "{}"), ("a.zip", b"")), "an archive inside an archive"),
}


@pytest.mark.parametrize(("content", "said"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_hostile_archive_costs_a_message(warehouse, tmp_path, content, said):
    (tmp_path / "p.zip").write_bytes(content)

    refused(warehouse, tmp_path / "p.zip", said)


def test_wrong_types_in_parquet_are_named_like_wrong_text(warehouse, tmp_path):
    package = small_package.write(tmp_path / "p")
    frame = pl.DataFrame(
        {"metric": ["m1"] * 2, "area": ["X01", "X02"], "period": ["2021/22"] * 2, "value": ["4", "four"]}
    )
    frame.write_parquet(package / "observations.parquet")
    text = (package / "datapackage.json").read_text().replace("observations.csv", "observations.parquet")
    (package / "datapackage.json").write_text(text)

    refused(warehouse, package, "observations.parquet, row 2, value 'four': not a number", "Nothing was loaded.")
