"""Ten tables in shapes that people send, each with the columns that mean something in it."""

from dataclasses import dataclass, field

from tests.warehouse.tables.workbooks import ods, xlsx

_NAMES = ["Woking", "Wokingham", "Poole", "Bedford", "St Helens"]
_CODES = ["E07000901", "E06000902", "E06000905", "E06000908", "E08000907"]


@dataclass(frozen=True)
class Shape:
    """A file, and what a mapping of it should say."""

    name: str
    content: bytes
    shape: str
    columns: dict[str, object]
    values: list[str] = field(default_factory=list)


def _csv(rows: list[list[object]], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode()


_PAIRS = list(zip(_CODES, _NAMES, strict=True))
_MARKED = list(zip(_PAIRS, ("1,204", "[c]", "9", "12.5%", "-"), strict=True))
_PERIODS_ACROSS = ["2019/20", "2020/21", "2021/22"]
_PARTS = ["authority_code", "authority_name", "year", "variable", "numerator", "denominator", "value"]
_HEALTH = [
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Sex", "Time period", "Value", "Lower CI 95.0 limit",
    "Upper CI 95.0 limit", "Denominator", "Value note",
]  # fmt: skip


def shapes() -> list[Shape]:
    """The ten."""
    return [*_long(), *_long_with_more(), *_across(), *_wide()]


def _long() -> list[Shape]:
    indicators = [
        [name, measure, year, i * 1.5]
        for i, name in enumerate(_NAMES)
        for measure in ("Sick days", "Complaints")
        for year in ("2022/23", "2023/24")
    ]
    health = [
        [1, "Smoking", code, name, sex, years, i + 10.5, i + 9, i + 12, 1000 + i, ""]
        for i, (code, name) in enumerate(_PAIRS)
        for sex in ("Male", "Female")
        for years in ("2021 - 23", "2022 - 24")
    ]
    monthly = [
        [code, month, i + 0.25, "p" if i else "r"]
        for i, code in enumerate(_CODES)
        for month in ("March 2024", "April 2024")
    ]
    return [
        Shape(
            "names_only_long.csv", _csv([["Council", "Indicator", "Financial year", "Result"], *indicators]), "long",
            {"area_name": "Council", "metric": ["Indicator"], "period": "Financial year", "value": "Result"},
        ),
        Shape(
            "health_profile.csv", _csv([_HEALTH, *health]), "long",
            {"area": "Area Code", "area_name": "Area Name", "period": "Time period", "value": "Value",
             "lower": "Lower CI 95.0 limit", "upper": "Upper CI 95.0 limit", "denominator": "Denominator"},
        ),
        Shape(
            "one_metric.csv", _csv([["area", "month", "observation", "obs_status"], *monthly]), "long",
            {"area": "area", "period": "month", "value": "observation", "status": "obs_status"},
        ),
    ]  # fmt: skip


def _long_with_more() -> list[Shape]:
    parts = [
        [code, name, year, variable, i, i + 50, i / (i + 50)]
        for i, (code, name) in enumerate(_PAIRS)
        for year in (2022, 2023)
        for variable in ("a", "b")
    ]
    marked = [
        [code, name, day, "Claims", ages, value]
        for (code, name), value in _MARKED
        for day in ("2024-03-31", "2024-06-30")
        for ages in ("Age 16-24", "Age 25+")
    ]
    return [
        Shape(
            "parts.csv",
            _csv([_PARTS, *parts]),
            "long",
            {"area": "authority_code", "area_name": "authority_name", "period": "year", "metric": ["variable"],
             "value": "value", "numerator": "numerator", "denominator": "denominator"},
        ),
        Shape(
            "marks.csv",
            _csv([["Geography code", "Geography", "Date", "Statistic", "Breakdown", "Figure"], *marked]), "long",
            {"area": "Geography code", "area_name": "Geography", "period": "Date", "value": "Figure"},
        ),
    ]  # fmt: skip


def _across() -> list[Shape]:
    rates = [[code, name, i + 0.5, i + 1.5, "[x]" if i else 3] for i, (code, name) in enumerate(_PAIRS)]
    events = [[name, measure, i, i + 1] for i, name in enumerate(_NAMES) for measure in ("Births", "Deaths")]
    return [
        Shape(
            "years_across.xlsx", xlsx([["Recycling rate"], [], ["ONS code", "Authority", *_PERIODS_ACROSS], *rates]),
            "periods", {"area": "ONS code", "area_name": "Authority", "periods": _PERIODS_ACROSS},
        ),
        Shape(
            "years_across_long.csv", _csv([["LA name", "Measure", "2022", "2023"], *events]), "periods",
            {"area_name": "LA name", "metric": ["Measure"], "periods": ["2022", "2023"]},
        ),
    ]  # fmt: skip


def _wide() -> list[Shape]:
    taxes = [[code, 1500.25 + i, 97.5 - i] for i, code in enumerate(_CODES)]
    calls = [[code, q, i * 100 + 7, i] for i, code in enumerate(_CODES) for q in ("2024 Q1", "2024 Q2")]
    spend = [[name, i * 10, i * 11] for i, name in enumerate(_NAMES)]
    return [
        Shape(
            "wide_2024-25.ods", ods([["LA code", "Band D", "Collection rate"], *taxes]), "wide",
            {"area": "LA code"}, ["Band D", "Collection rate"],
        ),
        Shape(
            "semicolons.csv", _csv([["GSS", "Quarter", "Calls answered", "Calls abandoned"], *calls], ";"), "wide",
            {"area": "GSS", "period": "Quarter"}, ["Calls answered", "Calls abandoned"],
        ),
        Shape(
            "suffixes.csv", _csv([["Local authority", "spend_2022", "spend_2023"], *spend]), "wide",
            {"area_name": "Local authority"}, ["spend_2022", "spend_2023"],
        ),
    ]  # fmt: skip
