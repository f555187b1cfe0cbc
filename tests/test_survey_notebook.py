"""`from sectorled import survey`: the same figures as on the command line, as a data frame."""

from sectorled import survey
from tests.warehouse.answers.tabulate.made import of_counts


def test_tables_come_as_a_data_frame():
    tables = survey.tabulate(of_counts({"Yes": [60, 40], "No": [40, 60]}), survey.read_design(None), ["q"], ["place"])

    found = survey.frame(tables)

    assert found.height == 6
    assert found["per_cent"].to_list() == [50, 60, 40, 50, 40, 60]
    assert found["higher_than"].to_list() == [None, "B", None, None, None, "A"]


def test_everything_named_is_there():
    assert all(hasattr(survey, name) for name in survey.__all__)
