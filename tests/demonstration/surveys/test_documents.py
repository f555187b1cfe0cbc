"""The slides and the report of the demonstration: built from its files, fictional on every slide and page."""

import io
from datetime import UTC, datetime

import pytest
from pptx import Presentation

from sectorled.demonstration.surveys.documents import BANNER, survey_documents
from sectorled.demonstration.surveys.perceptions import ROLE_ADDED, ROLES, YEARS, existing
from sectorled.demonstration.surveys.write import write_surveys
from sectorled.demonstration.world import COUNCILS
from sectorled.publishing.files import forms
from tests.publishing.readback import from_html, from_pptx

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    write_surveys(folder)
    documents = survey_documents(folder, at=datetime(2026, 1, 9, tzinfo=UTC))
    return {
        "deck": next(iter(forms(documents["perceptions-deck"], "deck", ["pptx"]).values())),
        "report": next(iter(forms(documents["perceptions-report"], "report", ["html"]).values())),
    }


def test_every_slide_says_that_it_is_fictional_and_most_have_a_chart_to_edit(files):
    slides = list(Presentation(io.BytesIO(files["deck"])).slides)

    words = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert all(BANNER in text for text in words)
    assert sum(any(shape.has_chart for shape in slide.shapes) for slide in slides) >= 8


def test_the_slides_and_the_report_have_the_same_numbers(files):
    deck, report = dict(from_pptx(files["deck"])), dict(from_html(files["report"].decode()))

    assert len(report) > 300
    assert deck.keys() <= report.keys()


def test_the_report_shows_a_break_in_wording_a_gap_and_a_chain(files):
    page = files["report"].decode()

    assert "The wording changed" in page
    assert "of these, 91 per cent" in page
    assert "42 per cent</data> of all" in page or "42 per cent of all" in page


def test_as_many_were_invited_as_the_frame_holds(files, world):
    kinds = world.column("kind")

    invited = sum(role.numbers[COUNCILS.index(kinds[i])] for i in existing(world, YEARS[-1]) for role in ROLES.values())

    assert ROLE_ADDED in ROLES
    assert f"{invited:,}" in files["report"].decode()
