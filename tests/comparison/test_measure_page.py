"""A measure's page: sentence, bars, line, map, table, definition; of a council or of nobody; its pictures."""

import re

import pytest
from django.core.cache import caches

from sectorled.comparison.pictures import answers
from tests.comparison.factories import METRIC, reply
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
ADDRESS = f"/measures/{METRIC}/"
OF_COUNCIL = f"{ADDRESS}?council={COUNCIL}"


def page(client, address=OF_COUNCIL):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_sentence_charts_and_definition_of_a_council(client):
    text = page(client)

    assert re.search(
        r"Household waste recycled in Amberfold</strong> stood at <data [^>]*>38.3%</data> in 2024/25", text
    )
    pictures = re.findall(r'<img src="[^"]*/(\w+)\.svg\?[^"]*" width="\d+" height="\d+" alt="([^"]+)"', text)
    assert [name for name, _ in pictures] == ["bars", "line", "hexagons"]
    assert pictures[0][1].startswith("Amberfold: 38.3%")
    assert text.count("Table and downloads") == 3
    for term in ("What it does not show", "Which way is good", "Licence", "Next due", "Bear in mind:"):
        assert term in text


def test_every_picture_of_the_page_and_its_forms_answer(client):
    text = page(client)

    addresses = set(re.findall(r'(?:src|href|data-drawing)="(/measures/[^"]+\.(?:svg|png|csv|json)\?[^"]+)"', text))
    assert len(addresses) == 3 * 5
    for address in sorted(addresses):
        response = client.get(address.replace("&amp;", "&"))
        assert response.status_code == 200, address


def test_a_picture_has_exactly_the_size_its_page_gives_it(client):
    text = page(client)

    for address, width, height in re.findall(r'<img src="([^"]+)" width="(\d+)" height="(\d+)"', text):
        drawn = client.get(address.replace("&amp;", "&")).content.decode()
        assert f'width="{width}" height="{height}" viewBox="0 0 ' in drawn


def test_the_table_behind_the_bars_has_every_council_of_the_group_by_name(client):
    text = page(client)

    table = text[text.index("Table and downloads") :].split("</table>")[0]
    names = re.findall(r'<th scope="row" class="govuk-table__header">([^<]+)</th>', table)
    assert names[0] == "Amberfold"
    assert names[1:-3] == sorted(names[1:-3])
    assert names[-3:] == ["Group median", "Group mean", "Group as a whole (sum over sum)"]


def test_without_a_council_the_page_speaks_of_all_and_singles_nobody_out(client):
    text = page(client, ADDRESS)

    assert "councils have</data>" not in text
    assert re.search(r"<data [^>]*>56</data> councils have a figure, and the median is", text)
    assert "line.svg" not in text
    assert "▲" not in text


def test_group_and_period_are_chosen_by_the_address(client):
    text = page(client, f"{OF_COUNCIL}&group=all&period=2022-04-01/P1Y")

    assert 'value="all" selected' in text
    assert 'value="2022-04-01/P1Y" selected' in text
    assert "in 2022/23" in text


def test_a_period_that_is_not_there_is_refused_with_those_that_are(client):
    response = client.get(f"{OF_COUNCIL}&period=1890")

    assert response.status_code == 400
    assert "The latest ones are:" in response.content.decode()


def test_a_service_that_a_council_does_not_run_is_not_applicable_and_never_average(client):
    text = page(client, f"{ADDRESS}?council=X10000001&group=all")

    assert "because the council does not run this service" in text
    assert "stood at" not in text


def test_a_group_of_one_says_so(client):
    text = page(client, f"{ADDRESS}?council=X10000001&group=type-county")

    assert "There is nobody to compare with." in text


def test_a_council_that_is_chosen_leaves_the_group_of_another(client):
    text = page(client, f"{ADDRESS}?council=X06000002&group=neighbours-X06000001")

    assert 'value="neighbours-X06000002" selected' in text


def test_overdue_figures_are_said_to_be(client, monkeypatch, sector):
    text = page(client, f"/measures/fictional.calls-answered/?council={COUNCIL}")

    assert "Newer figures were due on" in text


def test_a_reply_stands_on_the_page_of_the_measure(client, sector):
    reply(sector[1][1], "We changed our rounds.", state="published")

    own, of_neighbour = page(client), page(client, f"{ADDRESS}?council=X06000002&group=all")

    assert own.index("Amberfold says:") < own.index('id="council"')
    assert of_neighbour.index("What others say of their figures") < of_neighbour.index("We changed our rounds.")


@pytest.mark.parametrize("name", ["nothing.svg", "bars.gif", "line.svg"])
def test_a_picture_that_is_not_there_is_not_found(client, name):
    assert client.get(f"{ADDRESS}{name}").status_code == 404


def test_a_picture_of_a_named_release_may_be_kept_for_ever_and_others_a_while(client, sector):
    lasting = client.get(f"{ADDRESS}bars.svg?council={COUNCIL}&release={sector[1][1]}")
    passing = client.get(f"{ADDRESS}bars.svg?council={COUNCIL}")

    assert "immutable" in lasting["Cache-Control"]
    assert passing["Cache-Control"] == "public, max-age=300"


def test_a_picture_is_drawn_anew_by_other_software(client, sector, settings, monkeypatch):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "drawn"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    address = f"{ADDRESS}bars.svg?council={COUNCIL}&release={sector[1][1]}"
    drawn = client.get(address).content
    caches["pages"].set(answers.kept_under(address), b"as it was kept")
    kept = client.get(address).content

    monkeypatch.setattr(answers, "SOFTWARE", "the next version")

    assert kept == b"as it was kept"
    assert client.get(address).content == drawn


def test_a_downloaded_picture_carries_its_source_and_caveats(client, sector):
    response = client.get(f"{ADDRESS}bars.svg?council={COUNCIL}&release={sector[1][1]}&alone=yes")

    assert "Source:" in response.content.decode()
    assert response["Content-Disposition"].startswith("attachment; filename=")


@pytest.mark.parametrize("form", ["csv", "svg"])
@pytest.mark.parametrize("council", ['Amberfold"', "Amberfold\r\n", '"Amberfold"'])
def test_what_stands_in_the_address_cannot_write_headers_of_the_answer(client, form, council):
    response = client.get(f"/measures/{METRIC}/bars.{form}", {"council": council, "alone": "yes"})

    kept_as = response.get("Content-Disposition", "")
    assert response.status_code in {200, 404}
    assert "\n" not in kept_as
    assert kept_as.replace(r"\"", "").count('"') in {0, 2}


def test_a_measure_that_is_not_there_is_answered_with_the_nearest(client):
    response = client.get("/measures/household-recycling-rate/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_release_that_was_withdrawn_gives_a_clear_page(client):
    response = client.get(f"{OF_COUNCIL}&release=0123456789ab")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()
