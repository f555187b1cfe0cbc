"""Mutated files and hostile tables: a loader raises InputError or refuses rows, never anything else, and never hangs.

`SECTORLED_FUZZ` asks for more inputs (100000 before a release); each kind gets its share.
"""

import gzip
import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from sectorled.warehouse.files import Files
from sectorled.warehouse.sources import KINDS
from sectorled.warehouse.tidy import InputError, Tidy
from tests.shared import SHARED
from tests.warehouse import small_package
from tests.warehouse.register import known
from tests.warehouse.tables import publishers, workbooks
from tests.warehouse.tables.shapes import shapes

INPUTS = int(os.environ.get("SECTORLED_FUZZ", "400"))
SECONDS_AT_MOST = 20.0  # for one input on a busy machine; far above what any takes
_MAPPING = 'dataset = "d"\nshape = "wide"\n[columns]\narea = "a"\nperiod = "p"\n[metrics.v]\nlabel = "V"\n'
_MAKERS: dict[str, Callable[[Path], Path]] = {
    "council-register": publishers.register,
    "lait": publishers.lait,
    "revenue-outturn": publishers.outturn,
    "ofsted-ilacs": publishers.inspections,
    "hexmaps": publishers.hexes,
    "ons-els": publishers.statistics,
    "package": small_package.write,
}
_WORDS = [
    b"nan", b"inf", b"-inf", b"1e999", b"=cmd|'/C calc'!A0", b"\xff\xfe", b"\x00", b"E07000999", b"2024-13-45", b'"',
    b",", b"\n", b"9" * 400, b"\xe2\x80\xae", b"../../etc", b"[[[[", b"{}", b"null", b"\x81", b"PK\x03\x04", b"PAR1",
    b"32/13/0000",
]  # fmt: skip


def _outcome(kind: str, place: Path, mapping: Path | None = None) -> Tidy | str:
    began = time.perf_counter()
    try:
        with Files.open(place) as files:
            options = {"mapping": mapping} if mapping else {}
            found: Tidy | str = import_module(KINDS[kind]).read(files, known(), **options)
    except InputError as error:
        found = str(error)
    assert time.perf_counter() - began < SECONDS_AT_MOST
    return found


def _mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut, doubled, moved or replaced by hostile words."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if data:
                data[min(at, len(data) - 1)] = chance.randrange(256)
            case 1:
                del data[at : at + chance.choice([1, 8, 200, len(data)])]
            case 2:
                data[at:at] = data[at : at + chance.choice([1, 50, 500])]
            case 3:
                data[at:at] = chance.choice(_WORDS)
            case _:
                word = chance.choice(_WORDS)
                data[at : at + len(word)] = word
    return bytes(data)


def _rezipped(content: bytes, chance: random.Random) -> bytes:
    """A workbook with one of its parts mutated, the zip itself sound."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _mutated(part, chance) if name == victim else part)
    return buffer.getvalue()


def _checked(outcome: Tidy | str) -> None:
    """What came through is finite, keyed once and of a known status; what did not says so in words."""
    if isinstance(outcome, str):
        assert ": " in outcome
        return
    rows = outcome["observations"]
    assert rows.select(pl.col("value").is_finite().all()).item() in (True, None)
    assert not rows.select("metric", "area", "period").is_duplicated().any()
    assert all(refusal.reason and refusal.remedy for refusal in outcome.refusals)


@pytest.mark.slow
@pytest.mark.parametrize("kind", _MAKERS)
def test_mutated_files_of_publishers_are_read_or_refused(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)  # noqa: S311 - a seeded choice of inputs
    _MAKERS[kind](tmp_path)
    originals = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    for _ in range(max(INPUTS // 14, 1)):
        victim = chance.choice(list(originals))
        victim.write_bytes(_mutated(originals[victim], chance))
        _checked(_outcome(kind, tmp_path))
        victim.write_bytes(originals[victim])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["xlsx", "ods", "csv", "parquet", "json", "csv.gz", "zip"])
def test_mutated_tables_of_every_format_are_read_or_refused(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)  # noqa: S311 - a seeded choice of inputs
    (tmp_path / "m.toml").write_text(_MAPPING)
    original = _table(name)
    place = tmp_path / f"t.{name}"
    for i in range(max(INPUTS // 14, 1)):
        mutate = _rezipped if name in ("xlsx", "ods") and i % 2 else _mutated
        place.write_bytes(mutate(original, chance))
        _checked(_outcome("mapped", place, tmp_path / "m.toml"))


def _table(name: str) -> bytes:
    rows = [["a", "p", "v"], *[["E07000901", f"20{i:02d}/{i + 1:02d}", str(i)] for i in range(10, 30)]]
    csv = "\n".join(",".join(row) for row in rows).encode()
    frame = pl.read_csv(csv, infer_schema=False)
    if name in ("xlsx", "ods"):
        return getattr(workbooks, name)(rows)  # type: ignore[no-any-return]  # bytes, both
    if name == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("t.csv", csv)
        return buffer.getvalue()
    made = {"csv": csv, "csv.gz": gzip.compress(csv), "parquet": publishers.parquet(frame)}
    return made.get(name) or frame.write_json().encode()


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.name)
def test_a_table_cut_short_is_read_or_refused(shape: object, tmp_path: Path) -> None:
    content: bytes = shape.content  # type: ignore[attr-defined]  # a Shape
    name: str = shape.name  # type: ignore[attr-defined]  # a Shape
    (tmp_path / "m.toml").write_text(_MAPPING)
    for share in (0.0, 0.3, 0.7, 0.99):
        (tmp_path / name).write_bytes(content[: int(len(content) * share)])
        _checked(_outcome("mapped", tmp_path / name, tmp_path / "m.toml"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("E07000901,2024,nan", "value 'NaN': not a finite number"),
        ("E07000901,2024,inf", "value 'inf': not a finite number"),
        ("E07000901,2024,1e999", "value 'inf': not a finite number"),
        ("E07000901,2024,=1+1", "value '=1+1': not a number"),
        ("E07000901,2024-13-45,1", "period '2024-13-45': not a period we can read"),
        ("E07000999,2024,1", "the register has no such area"),
        ("E07000901,2024", "has 2 cells where the header has 3"),
        ("E07000901,2024,1\nE07000901,2024,2", "is one of several rows that differ"),
    ],
)
def test_a_hostile_row_is_refused_with_file_row_field_and_remedy(cells: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(_MAPPING)
    (tmp_path / "t.csv").write_text(f"a,p,v\n{cells}\n")

    tidy = _outcome("mapped", tmp_path / "t.csv", tmp_path / "m.toml")

    assert isinstance(tidy, Tidy)
    assert tidy["observations"].height == 0
    assert str(tidy.refusals[0]).startswith("t.csv, row 2, ")
    assert reason in str(tidy.refusals[0])


_REAL = [
    "ofsted-ilacs/ilacs_history_2018_2025.csv",
    "revenue-outturn/rsx_2024-25_by_la.csv.gz",
    "lait/sn_may_2025.xlsx",
    "hexmaps/uk-upper-tier-local-authorities.hexjson",
    "corporate-plan/corporate_plan_long.parquet",
]


@pytest.mark.slow
@pytest.mark.parametrize("path", _REAL)
def test_mutated_real_files_are_read_or_refused(path: str, tmp_path: Path) -> None:
    original = SHARED / "data" / path
    if not original.is_file():
        pytest.skip("the published files are not beside the checkout")
    chance = random.Random(path)  # noqa: S311 - a seeded choice of inputs
    kind = path.partition("/")[0] if not path.startswith("corporate") else "mapped"
    others = publishers.lait(tmp_path) if kind == "lait" else tmp_path
    content = original.read_bytes()
    for _ in range(max(INPUTS // 40, 1)):
        (others / original.name).write_bytes(_mutated(content, chance))
        _checked(_outcome(kind, others))
