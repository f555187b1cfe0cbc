"""A council's page: the answer first, what stands out, whom to ring, every measure; and what is shown to whom."""

import re

import pytest

from tests.comparison.factories import reply
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/councils/{COUNCIL}/"
SENTENCE = re.compile(
    r"Of <data [^>]*>101</data> measures of Amberfold that could be tested, <data [^>]*>\d+</data> are"
)


@pytest.fixture
def closed(settings):
    """The days in which what stands out is the council's are not over."""
    settings.REPLY_WORKING_DAYS = 100_000


def page(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_answer_comes_first_in_a_sentence_with_the_id_of_every_number(client):
    text = page(client)

    assert text.index("Unitary council, Northfell. It runs all council services in its area.") < text.index("Of <data")
    assert SENTENCE.search(text)
    assert "Benjamini-Hochberg at 5%" in text
    assert re.search(r'data-value-id="\w+/X06000001#tests"', text)


def test_at_most_five_findings_each_with_its_chart_table_and_groups(client):
    text = page(client)

    findings = re.findall(r'<article class="finding".*?</article>', text, re.DOTALL)
    assert len(findings) == 5
    for finding in findings:
        assert re.search(
            r'<img src="/measures/[^"]+/strip.svg\?release=\w+[^"]*" width="468" height="65" alt="[^"]+', finding
        )
        assert "Table and downloads" in finding
        assert re.search(r"in all <data[^>]*>\d</data> of its groups|of its <data[^>]*>\d</data> groups", finding)


def test_councils_to_ring_are_named_with_what_would_have_happened_anyway(client):
    text = page(client)

    ring = text[text.index('id="ring"') : text.index('id="challenge"')]
    assert "drift back by themselves" in ring
    assert re.search(r'href="/measures/fictional\.[\w-]+/\?council=X0\d+"', ring)


def test_every_measure_is_in_a_table_of_its_theme_and_context_is_not_judged(client):
    text = page(client)

    place = text[text.index('id="place"') : text.index('id="how"')]
    assert text.count("/measures/fictional.household-recycling/?council") >= 1
    assert "Councils are not judged by it." in place
    assert "▲" not in place
    assert "▼" not in place


def test_another_group_is_chosen_by_the_address_and_cited_with_its_release(client, sector):
    text = page(client, f"{ADDRESS}?group=region-northfell")

    assert 'value="region-northfell" selected' in text
    assert "the others in Northfell" in text
    assert f"/councils/X06000001/?group=region-northfell&amp;release={sector[1][1]}" in text


def test_the_group_of_another_council_gives_way_to_ones_own(client):
    text = page(client, f"{ADDRESS}?group=neighbours-X06000002")

    assert 'value="neighbours-X06000001" selected' in text


def test_the_permanent_link_gives_the_earlier_release(client, sector):
    text = page(client, f"{ADDRESS}?release={sector[1][0]}")

    assert f"release {sector[1][0]}, built on 1 November 2026" in text


@pytest.mark.usefixtures("closed")
def test_the_public_is_not_shown_what_stands_out_before_the_councils_days_have_passed(client):
    text = page(client)

    assert "What stands out is with the council first." in text
    assert 'id="themes"' in text
    for hidden in ('class="finding"', "clearly", "▲", "▼", "Improving", "Getting worse", "Whom to ring", "Taken alone"):
        assert hidden not in text


@pytest.mark.usefixtures("closed")
def test_the_councils_own_people_are_shown_it_at_once_and_others_are_not(client, leader, other_officer):
    client.force_login(leader)
    own = page(client)
    client.force_login(other_officer)
    others = page(client)

    assert 'class="finding"' in own
    assert 'class="finding"' not in others


@pytest.mark.usefixtures("closed")
def test_no_picture_of_many_measures_gives_verdicts_away_before_that(client, leader, sector):
    query = f"?release={sector[1][1]}&theme=Environment+and+waste"
    spine = client.get(f"{ADDRESS}spine.csv{query}")
    outstanding = client.get(f"{ADDRESS}outstanding.svg{query}")
    page_of_it = client.get(f"{ADDRESS}spine/{query}").content.decode()
    client.force_login(leader)
    own = client.get(f"{ADDRESS}spine.csv{query}")

    assert "worse" not in spine.content.decode().split("Term,Text")[0]
    assert "not compared" in spine.content.decode()
    assert spine["Cache-Control"] == "private, no-store"
    assert outstanding.status_code == 404
    assert ">worse<" not in page_of_it
    assert "similar" in own.content.decode()


def test_a_reply_stands_beside_the_figure(client, sector):
    reply(sector[1][1], "We <b>moved</b> the bins.", metric="fictional.fly-tipping", state="published")

    text = page(client)

    finding = text[text.index('id="fictional.fly-tipping"') :].split("</article>")[0]
    assert "Amberfold says:" in finding
    assert "We &lt;b&gt;moved&lt;/b&gt; the bins." in finding
    assert "We &lt;b&gt;moved&lt;/b&gt; the bins." in text[text.index('id="themes"') :]


def test_a_name_leads_to_the_council(client):
    response = client.get("/councils/Kestrel Vale/")

    assert response["Location"] == "/councils/X06000005/"


def test_a_former_council_shows_its_successor_and_what_is_known_unjudged(client):
    text = page(client, "/councils/X07000022/")

    assert "Flintdown is no longer a council: it ended on 31 March 2019." in text
    assert '<a class="govuk-link" href="/councils/X07000034/">Larkdown</a>, from 1 April 2019' in text
    assert "They are not compared with anybody" in text
    assert "median" not in text.lower()


def test_a_successor_shows_its_predecessors(client):
    text = page(client, "/councils/X07000034/")

    assert re.search(r'It took the place of <a [^>]*href="/councils/X07000022/">Flintdown</a> and', text)


def test_a_region_is_not_compared_with_councils(client):
    text = page(client, "/councils/X12000001/")

    assert "Northfell is a region, not a council, so it is not compared with councils." in text


def test_a_theme_has_a_page_of_its_own(client):
    text = page(client, f"{ADDRESS}measures/?theme=finance")

    assert "<h1" in text
    assert "Council tax collected" in text
    assert "Fly-tipping reported" not in text
    assert "[p] provisional" in text


def test_a_council_that_is_not_there_is_answered_with_the_nearest_names(client):
    response = client.get("/councils/Ambrefold/")

    assert response.status_code == 404
    assert '<a class="govuk-link" href="/councils/X06000001/">Amberfold</a>' in response.content.decode()
