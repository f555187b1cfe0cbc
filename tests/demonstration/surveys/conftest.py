"""The fictional surveys, written once for all tests of this folder."""

import pytest

from sectorled.demonstration.surveys.write import write_surveys
from sectorled.warehouse.answers.load import read_survey


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("surveys")
    write_surveys(place)
    return place


@pytest.fixture(scope="session")
def perceptions(folder):
    return read_survey(folder / "perceptions" / "data")


@pytest.fixture(scope="session")
def polling(folder):
    return read_survey(folder / "polling" / "data")


@pytest.fixture(scope="session")
def impact(folder):
    return read_survey(folder / "impact" / "results.csv", folder / "impact" / "fictional-impact.xlsx")
