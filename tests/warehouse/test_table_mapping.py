"""Mappings: read from TOML, every fault named with what may stand there."""

import pytest

from sectorled.warehouse.table_mapping import mapping_of, shipped
from sectorled.warehouse.tidy import InputError

_LONG = 'dataset = "d"\n[columns]\narea = "a"\nperiod = "p"\nvalue = "v"\n'


def test_a_mapping_says_which_columns_it_needs_and_which_files_it_fits() -> None:
    mapping = mapping_of("m.toml", (_LONG + 'metric = ["m", "n"]\n[leave_out]\nkind = ["x"]\n').encode())

    assert mapping.needed() == ["a", "p", "v", "m", "n", "kind"]
    assert mapping.fits("folder/any.csv")
    assert mapping.column("metric") is None
    assert mapping.listed("metric") == ["m", "n"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("dataset = ", "is not TOML"),
        ("\udcff", "is not TOML"),
        ("[columns]\n", "has no dataset"),
        ('dataset = "d"\ncolour = "red"\n', "the mapping has no 'colour'. It may hold: about"),
        ('dataset = "d"\ncolumns = 3\n', "columns is not a section"),
        ("dataset = 3\n", "dataset is not text"),
        ('dataset = "d"\nheader_row = "x"\n', "header_row is not a number"),
        (_LONG + "lower = 3\n", "are text in quotes"),
        (_LONG + '[leave_out]\na = "x"\n', "are text in quotes"),
        (_LONG + 'lowre = "l"\n', "[columns] has no 'lowre'"),
        (_LONG + '[period]\nhint = "tax"\n', "hint 'tax' is not known. Use one of: calendar, financial, academic"),
        (_LONG + '[status]\nx = "gone"\n', "status 'gone' is not known"),
        (_LONG + '[about]\nlable = "x"\n', "[about] has no 'lable'"),
        (_LONG + '[about_columns]\nlable = "x"\n', "[about_columns] has no 'lable'"),
        (_LONG + '[units]\nmeasure = "%"\n', "[units] has a section for a column"),
        (_LONG + "[units.measure]\nPercentage = 1\n", "[units] has a section for a column"),
        (_LONG + '[metrics]\nx = "y"\n', "each metric has its own section"),
        (_LONG + '[metrics.x]\ncolour = "y"\n', "has no 'colour'"),
        (_LONG + '[metrics.x]\nrepeated = "y"\n', "repeated 'y' is not known"),
        ('dataset = "d"\nshape = "deep"\n', "shape 'deep' is not known"),
        ('dataset = "d"\n[columns]\nperiod = "p"\nvalue = "v"\n', "area or area_name is missing"),
        ('dataset = "d"\n[columns]\narea = "a"\nvalue = "v"\n', "period (a column, or [period] label) is missing"),
        ('dataset = "d"\n[columns]\narea = "a"\nperiod = "p"\n', "value is missing for the shape long"),
        (
            'dataset = "d"\nshape = "wide"\n[columns]\narea = "a"\nperiod = "p"\n',
            "for each column of values is missing",
        ),
        ('dataset = "d"\nshape = "periods"\n[columns]\narea = "a"\n', "periods is missing"),
    ],
)
def test_a_fault_is_named_with_its_remedy(text: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        mapping_of("m.toml", text.encode(errors="surrogateescape"))

    assert str(error.value).startswith("m.toml: ")
    assert reason in str(error.value)


def test_the_shipped_mappings_are_sound_and_told_apart_by_file() -> None:
    mappings = shipped()

    assert len(mappings) == 5
    names = ["imd_2025_la_summary.csv", "lahs_waiting_list_2015_2025.csv", "corporate_plan_long.parquet"]
    assert all(sum(mapping.fits(name) for mapping in mappings) == 1 for name in names)
    assert not any(mapping.fits("data.csv") for mapping in mappings)
