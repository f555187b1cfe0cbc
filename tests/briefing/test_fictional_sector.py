"""Briefs and reports of the fictional sector: every tier on one page, and the second release against the first."""

import io
import json
import re

import pypdf
import pytest

from sectorled.briefing.brief import brief
from sectorled.briefing.changed import changed, figures_of
from sectorled.briefing.headline import headline
from sectorled.briefing.material import FICTIONAL, gather
from sectorled.publishing.html import to_html
from sectorled.publishing.pdf import to_pdf
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import open_release
from tests.briefing.council import AT

pytestmark = pytest.mark.slow
COUNCILS = ("Amberfold", "Tarnshire", "Beckfirth")  # a unitary, a county, a district


def written(fictional, council, **options):
    address, (earlier, _) = fictional
    release = open_release(address)
    material = gather(release, council)
    before = council_view(open_release(address, release=earlier), council)
    changes = changed(figures_of(before.lines), figures_of(material.view.lines), since="the last release")
    return brief(material, at=AT, publisher="Sector body", changes=changes, **options)


@pytest.mark.parametrize("audience", ["council", "public"])
@pytest.mark.parametrize("council", COUNCILS)
def test_a_brief_of_every_tier_is_one_page_and_marked_fictional(fictional, council, audience):
    report = written(fictional, council, audience=audience)

    pages = pypdf.PdfReader(io.BytesIO(to_pdf(report.document))).pages

    assert len(pages) == 1
    assert FICTIONAL in pages[0].extract_text()


@pytest.mark.parametrize("council", COUNCILS)
def test_every_number_of_a_brief_leads_back_to_its_release(fictional, council):
    _, (_, latest) = fictional
    content = json.loads(written(fictional, council).facts())

    ids = [value["id"] for sentence in content["sentences"] for value in sentence["values"]]

    assert len(ids) > 30
    assert {i.partition("/")[0] for i in ids} == {latest}


@pytest.mark.parametrize("council", COUNCILS)
def test_a_brief_never_says_what_it_must_not(fictional, council):
    words = " ".join(sentence.words for sentence in written(fictional, council).sentences)

    assert not re.search(r"\bNone\b(?! of)|\bnan\b|  |<function|\d\.\d{4,}", words)


def test_a_brief_made_again_from_the_same_release_is_the_same(fictional):
    assert written(fictional, "Amberfold").facts() == written(fictional, "Amberfold").facts()


def test_the_group_that_was_chosen_is_the_one_written_of(fictional):
    release = open_release(fictional[0])
    region = next(g for g in release.groups_of_scheme("region") if release.area("Amberfold") in release.members(g))
    material = gather(release, "Amberfold", group=region, metrics=["household-recycling", "children-in-care"])

    page = to_html(headline(material, at=AT, publisher="Sector body").document)

    assert f"others in {release.group(region)['label']}" in page
    assert page.count("<figure") == 5


def test_whatever_moves_is_said_from_where_it_began(fictional):
    material = gather(open_release(fictional[0]), "Amberfold")
    moves = (*material.view.improving, *material.view.worsening)

    assert len(moves) > 10
    assert set(moves) <= set(material.runs)
