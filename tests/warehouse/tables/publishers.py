"""Small files in the form in which each publisher issues its own, made by code."""

import io
import json
from pathlib import Path

import polars as pl

from tests.warehouse.tables.workbooks import xlsx

_REGISTER = (
    "local-authority-code,gss-code,nice-name,official-name,alt-names,former-gss-codes,local-authority-type,nation,region,"
    "start-date,end-date,replaced-by,county-la,combined-authority"
)
_COUNCILS = """
WOK,E07000901,Woking,Woking Borough Council,,,NMD,England,South East,,,,DOC,
DOC,E10000903,Dorset County,Dorset County Council,,,CTY,England,South West,,2019-03-31,DST,,
DST,E06000904,Dorset,Dorset Council,,,UA,England,South West,2019-04-01,,,,
POO,E06000905,Poole,Borough of Poole,,,UA,England,South West,,2019-03-31,DST,,
SPL,E10000906,Old Shire,Old Shire Council,,,CTY,England,South West,,2021-04-01,"WOK,DST",,
BED,E06000908,Bedford,Bedford Borough Council,,"E06000900,E06000899",UA,England,East of England,,,,,CAX
CAX,E47000911,Wide CA,Wide Combined Authority,,,COMB,England,,,,,,
NIX,,Oldtown,Oldtown Council,,,NID,Northern Ireland,Northern Ireland,,2015-03-31,,,
"""


def register(folder: Path) -> Path:
    """The register of councils, in its two files and its list of spellings."""
    rows = _REGISTER + _COUNCILS
    (folder / "uk_la_future.uk_local_authorities_future.csv").write_text(rows)
    (folder / "uk_la_past_current.uk_local_authorities_current.csv").write_text(
        rows.replace("2021-04-01", "2021-03-30")
    )
    (folder / "uk_la_future.lookup_name_to_registry.csv").write_text(
        "la-name,local-authority-code\nBedford Unitary,BED\nWoking,WOK\nGhost,ZZZ\n"
    )
    return folder


_DICTIONARY = (
    "Measure_code,Topic,Measure,Measure_short,Polarity,y_axis_name,Description,Last Update,Next Update,Methodology,"
    "Hyperlink(s),dps,Year_Type,Data Owner (DO) /Supplier and Contact Details\n"
    '4,Health,Infant mortality,InfMort,Low,"Rate per 1,000 live births",D,45809,TBC,M,see https://example.org/a b,2,'
    "Calendar Year,ONS\n"
    "7,School,Absence,Abs%,High,% of sessions,D,New Data,46174,,,NA,Academic Year,0\n"
    "7,Care,Absence again,Abs%,High,% of sessions,D,New Data,46174,,,NA,Academic Year,0\n"
    "8,School,Absences,Abs,-,Number,D,,Discontinued,,,0,Annual (end of Sept),DfE\n"
    "9,Money,Spend,Spend,NA,Spend,D,,,,,0,Financial Year,DfE\n"
)
_FIGURES = [
    ("InfMort", "2021-23", "Barnsley", "3.5", 370.0),
    ("InfMort", "2020-22", "Barnsley", "-", 370.0),
    ("Abs%", "2024 (prov)", "Bedford Borough", "5", 822.0),
    ("Abs", "2024", "England", "7.0000000000000007E-2", 970.0),
    ("Spend", "2023-24 (OT)", "Inner", "1", 987.0),
    ("Spend", "2023-24", "London (Inner)", "1", 987.0),
    ("Spend", "2022-23", "London (Inner)", "lots", 987.0),
    ("Spend", "0", "London (Inner)", "-", 987.0),
    ("Lost", "2024", "Barnsley", "1", 370.0),
    ("Spend", "2024-25", "Cumbria", "-", 909.0),
    ("Spend", "2024-25", "Atlantis", "4", 999.0),
    ("Spend", "2024-25", "Camden", "4", None),
]


_NEAR = (371, 372, 373, 380, 381, 382, 383, 384, 390, 391)


def lait(folder: Path) -> Path:
    """Figures, dictionary and one list of neighbours of the interactive tool."""
    columns = ["Short Desc", "Years", "LA and Regions", "Values", "LA Number"]
    pl.DataFrame(_FIGURES, columns, orient="row").write_parquet(folder / "bds_long_0.parquet")
    (folder / "lait_data_dictionary.csv").write_bytes(_DICTIONARY.encode())
    pairs = [cell for number in _NEAR for cell in (number, "Very close")]
    header = ["LA num", "LA Name", *(cell for i in range(1, 11) for cell in (f"SN{i}", "SNP"))]
    rows: list[list[object]] = [["A"], ["1"], header, [370, "Barnsley", *pairs], [420, "Scilly", *["-"] * 20]]
    (folder / "sn_may_2025.xlsx").write_bytes(xlsx([*rows, [None, "Old SNs:"], [111, "Nobody", *pairs]]))
    return folder


def outturn(folder: Path) -> Path:
    """A revenue outturn with the stray rows of the real one."""
    service = "Social care - Employees (C1),Parks - Net Current Expenditure (C7 = C3 - C6),Memo item"
    header = f"E-code,ONS Code,Local authority,Notes,Class,Detailed Class,Certification,{service}"
    (folder / "rsx_2024-25_by_la.csv").write_text(
        f"{header}\n"
        "E1,E07000901,Woking,,SD,SD,Y,0,5.5,\nE2,E07000902,Other,,SD,SD,[x],[x],[x],\nE3,E06000908,Bedford,,UA,UA,N,12,0,\n"
        "E4,E31000001,Some Fire,,O,Fire,Y,0,0,\nE5,E12000007,Greater London Authority,,O,GLA,Y,0,3,\n"
        "Eng,E92000001,ENGLAND,,Eng,Eng,[Y],12,5.5,[n]\n"
        f"{header}\n[Y],E06,Unitary Authorities,,UA,UA,1,12,0,\nE5,E12000007,Greater London Authority,,O,GLA,0,0,3,\n"
        ",,,,,,,RSX-a,RSX-b,\n"
    )
    return folder


_JUDGED = (
    "Overall effectiveness,The impact of leaders on social work practice with children and families,"
    "The experiences and progress of children who need help and protection,"
    "The experiences and progress of children in care,The experiences and progress of care leavers"
)
_WHO = "Local authority area code,Local authority name"


def inspections(folder: Path) -> Path:
    """Inspections: history, current judgements and visits."""
    (folder / "ilacs_history_2018_2025.csv").write_text(
        f"{_WHO},Inspection date,{_JUDGED}\n"
        "E07000901,Woking,2019-02-18,Good,Good,Outstanding,Inadequate,\n"
        "E07000901,Woking,2024-06-10,Requires improvement to be good,Good,Good,Good,Splendid\n"
        "E09999999,Dorset,2018-01-02,Good,,,,\nE09999999,Lost,2018-01-02,Good,,,,\n"
    )
    (folder / "ilacs_current_2025.csv").write_text(
        f"{_WHO},Inspection date,{_JUDGED}\nE07000901,Woking,2019-02-18,Good,Good,Outstanding,Inadequate,\n"
    )
    (folder / "ilacs_in_year_2024_25.csv").write_text(
        f"{_WHO},Inspection/Visit date,Inspection/Visit type,{_JUDGED},Visit Theme\n"
        "E06000908,Bedford,2025-03-26,ILACS Focused Visit,,,,,,Front door\n"
    )
    return folder


def hexes(folder: Path) -> Path:
    """Two layouts, one with a hexagon without a place."""
    good = {"layout": "odd-r", "hexes": {"E07000901": {"n": "Woking", "q": 1, "r": 2}, "E99999999": {"q": 2, "r": 2}}}
    bad = {"layout": "odd-r", "hexes": {"E07000901": {"q": 1.5, "r": 2}}}
    (folder / "good-map.hexjson").write_text(json.dumps(good))
    (folder / "bad-map.hexjson").write_text(json.dumps(bad))
    return folder


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


def statistics(folder: Path) -> Path:
    """Two data sets of Explore Local Statistics with metadata, hierarchy, catalogue and neighbours."""
    for name, note in (("museums", ""), ("visits", "Estimate unreliable: few cases")):
        (folder / name).mkdir()
        (folder / name / f"{name}.csv").write_text(
            "AREACD,AREANM,Indicator,Period,Observation,Status,LCI_95,UCI_95,Notes,Unit,Measure\n"
            f"E07000901,Woking,{name},2023-04-01/P1Y,1.5,,1,2,{note},%,Percentage\n"
            f"E06000902,Wokingham,{name},2023-04-01/P1Y,,x,,,a remark,%,Percentage\n"
        )
        about = {"shared": {"topic": "T"}, name: {"label": name, "decimalPlaces": 1}}
        (folder / name / f"{name}.json").write_text(json.dumps({"ess-beta-metadata": about}))
    place = {"areanm": "Woking", "parents": ["E12000008"], "level": ["ltla"], "start": 2023}
    (folder / "geo-metadata.json").write_text(json.dumps({"E07000901": place, "E12000008": place | {"parents": []}}))
    (folder / "indicator_metadata.json").write_text(
        json.dumps([{"code": "museums", "label": "Museums", "note": ["n"], "suffix": "for each library"}])
    )
    (folder / "global-neighbours.csv").write_text("AREACD,1,2\nE07000901,E06000902,E12000008\n")
    (folder / "cluster-allocation.csv").write_text("AREACD,global,economic\nE07000901,A,B\nE06000902,[x],B\n")
    return folder
