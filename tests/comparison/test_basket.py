"""A basket between two periods: by the published method, and the better one beside it; what the count hangs on."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from sectorled.councils.releases import release_read
from sectorled.warehouse.load import load
from sectorled.warehouse.queries.basket import basket
from sectorled.warehouse.release.build import build
from sectorled.warehouse.release.publish import publish
from sectorled.warehouse.store import open_store
from tests.people.factories import COUNCIL
from tests.warehouse import small_package

AT = datetime(2026, 11, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db
GOLDEN = {  # 10, 20, 30 to 12, 18, none: the third is dropped, means 15 and 15; 10 to 9 and 30 to 36: both are said
    "metrics": "metric,label,unit,value_type,polarity,decimals,scheme,source\n"
    "m1,Days to decide,days,mean,low,1,place,A register\nm2,Days to pay,days,mean,low,1,place,A register\n",
    "baskets": "basket,version,label\nspeed,1,Speed\n",
    "basket_members": "basket,version,metric,mark\nspeed,1,m1,service\nspeed,1,m2,service\n",
    "observations": "metric,area,period,value,status\n"
    "m1,X01,2013/14,10,\nm1,X02,2013/14,20,\nm1,X03,2013/14,30,\nm1,X01,2023/24,12,\nm1,X02,2023/24,18,\n"
    "m2,X01,2013/14,10,\nm2,X02,2013/14,30,\nm2,X01,2023/24,9,\nm2,X02,2023/24,36,\n",
}


@pytest.fixture
def made(tmp_path, settings):
    """Publish a small package into a warehouse of the test's own."""
    settings.WAREHOUSE = str(tmp_path / "warehouse")

    def publish_package(**tables):
        store = open_store(settings.WAREHOUSE)
        load(store, "package", str(small_package.write(tmp_path / "package", **tables)), at=AT)
        publish(store, build(store, at=AT).release, at=AT)

    return publish_package


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def cells(text, measure):
    row = re.search(rf'<th scope="row"[^>]*>{measure}[^<]*</th>(.*?)</tr>', text, re.DOTALL)[1]
    return re.findall(r"<td[^>]*>([^<]+)</td>", row)


def test_the_golden_example_reads_as_its_definition_says(client, made):
    made(**GOLDEN)

    text = page(client, "/baskets/speed/?from=2013-04-01/P1Y&to=2023-04-01/P1Y")

    assert cells(text, "Days to decide") == ["2", "1", "15.0", "15.0", "0.0%", "no change", "50%", "no clear change"]
    assert cells(text, "Days to pay") == ["2", "0", "20.0", "22.5", "+12.5%", "worsened", "50%", "no clear change"]


def test_the_sentence_counts_by_both_methods_and_names_no_score(client, sector):
    text = page(client, "/baskets/outcomes/?from=2013-04-01/P1Y&to=2024-04-01/P1Y")

    found = basket(release_read(), "outcomes", base="2013/14", latest="2024/25")
    counted = re.sub(r"<[^>]+>", "", re.search(r'<p class="govuk-body-l">(.*?)</p>', text, re.DOTALL)[1])
    assert (
        f"{found.total.improved} of {found.total.judged} measures improved, {found.total.worsened} worsened" in counted
    )
    assert "by the published method" in counted
    assert "most councils clearly improved on" in counted
    assert "score" not in counted


def test_other_bases_and_each_theme_left_out_are_beside_it(client, sector):
    text = page(client, "/baskets/outcomes/?from=2013-04-01/P1Y&to=2024-04-01/P1Y")

    found = basket(release_read(), "outcomes", base="2013/14", latest="2024/25")
    for name, one in {**found.other_bases, **found.without_theme}.items():
        assert cells(text, name)[:2] == [str(one.judged), str(one.improved)]


def test_measures_of_one_version_only_are_counted_out_and_versions_are_listed(client, sector):
    text = page(client, "/baskets/outcomes/?from=2013-04-01/P1Y&to=2024-04-01/P1Y")

    found = basket(release_read(), "outcomes", base="2013/14", latest="2024/25")
    assert f"{len(found.dropped)} are left out because they are in the basket at one of the two dates only" in text
    assert "Outcomes 2024: " in text
    assert "Outcomes 2021: " in text


def test_of_one_council_chance_was_not_assessed_and_no_share_of_councils_is_told(client, sector):
    text = page(client, f"/baskets/outcomes/?council={COUNCIL}")

    assert "measures improved in Amberfold" in re.sub(r"<[^>]+>", "", text)
    assert "Chance was not assessed." in text
    assert "Councils improving" not in text


def test_without_periods_the_first_and_last_years_with_half_of_the_measures_are_taken(client, sector):
    text = page(client, "/baskets/outcomes/")

    chosen = re.findall(r'<option value="(\d{4}-04-01/P1Y)" selected>', text)
    assert len(chosen) == 2
    assert chosen[0] < chosen[1]


@pytest.mark.slow
@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_same_comes_as_a_document(client, sector, form, begins):
    response = client.get(f"/baskets/outcomes/direction.{form}")

    assert response.content.startswith(begins)


def test_the_csv_has_every_measure_with_its_periods_and_release(client, sector):
    response = client.get(f"/baskets/outcomes/direction.csv?council={COUNCIL}")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    found = basket(release_read(), "outcomes", base=rows[0]["base"], latest=rows[0]["latest"], area=COUNCIL)
    assert [row["metric"] for row in rows] == [line.metric for line in found.lines]
    assert all(row["release"] and row["unit"] and row["caveat"] and row["council"] == COUNCIL for row in rows)


def test_baskets_are_listed_by_label(client, sector):
    text = page(client, "/baskets/")

    labels = re.findall(r'font-weight-bold" href="/baskets/[^/]+/">([^<]+)<', text)
    assert labels == sorted(labels)
    assert len(labels) == 2


def test_without_baskets_the_page_says_how_one_comes(client, made):
    made()

    assert "No basket has been loaded yet." in page(client, "/baskets/")
    assert client.get("/baskets/outcomes/").status_code == 404


def test_a_basket_whose_measures_have_no_two_years_says_so(client, made):
    made(**GOLDEN | {"observations": "metric,area,period,value,status\nm1,X01,2023/24,10,\n"})

    assert "nothing can be said of it yet" in page(client, "/baskets/speed/")
    assert client.get("/baskets/speed/direction.csv").status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/baskets/outcome/", 404, "outcomes"),
        ("/baskets/outcomes/?from=never&to=2024-04-01/P1Y", 400, "never"),
        ("/baskets/outcomes/?council=Amberfeld", 404, "Amberfold"),
        ("/baskets/outcomes/direction.exe", 404, ""),
    ],
)
def test_what_cannot_be_told_is_said(client, sector, address, status, words):
    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()
