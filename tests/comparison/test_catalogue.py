"""The catalogue: every measure with its freshness, found by its words, filtered, paged, as CSV."""

import csv
import html
import io
import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
OF = 123  # measures of the fictional sector


def page(client, query=""):
    response = client.get(f"/measures/{query}")
    assert response.status_code == 200
    return response.content.decode()


def listed(text):
    return [html.unescape(name) for name in re.findall(r'href="/measures/[^/]+/">([^<]+)</a>\n', text)]


def rows(client, query=""):
    response = client.get(f"/measures/catalogue.csv{query}")
    assert response.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_measures_are_listed_by_name_fifty_a_page(client):
    first, last = page(client), page(client, "?page=3")

    names = [*listed(first), *listed(page(client, "?page=2")), *listed(last)]
    assert f"{OF} of {OF} measures" in first
    assert (len(listed(first)), len(names)) == (50, OF)
    assert names == sorted(names, key=str.casefold)
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_each_measure_says_unit_source_latest_figures_and_when_the_next_are_due(client):
    text = page(client, "?find=bins+missed")

    assert listed(text) == ["Bins missed"]
    for words in ("per 100,000 collections", "Fictional environment and waste returns", "July to September 2025"):
        assert words in text
    assert re.search(r"11 March 2026 <strong[^>]*>Overdue</strong>", text)
    assert "1 of them overdue" in text


def test_a_word_of_a_definition_finds_a_measure_and_all_words_must_be_there(client):
    found = {row["metric"] for row in rows(client, "?find=LAND+incidents+fly")}

    assert "fictional.fly-tipping-cleared" in found
    assert all("fly" in metric for metric in found)
    assert rows(client, "?find=land+incidents+zebra") == []


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("?theme=Finance", "theme", "Finance"),
        ("?nature=context", "nature", "context"),
        ("?source=Fictional+housing+returns", "source", "Fictional housing returns"),
    ],
)
def test_a_filter_keeps_what_it_names(client, query, column, value):
    kept, every = rows(client, query), rows(client)

    assert {row[column] for row in kept} == {value}
    assert len(kept) == sum(row[column] == value for row in every) < len(every)


def test_reviewed_and_not_reviewed_are_the_whole(client):
    assert len(rows(client, "?reviewed=yes")) + len(rows(client, "?reviewed=no")) == OF


@pytest.mark.parametrize("sort", ["theme", "source", "due"])
def test_the_reader_may_sort(client, sort):
    column = {"due": "next_due"}.get(sort, sort)

    told = [row[column].casefold() or "~" for row in rows(client, f"?sort={sort}")]

    assert told == sorted(told)


def test_the_newest_figures_come_first_where_asked(client):
    assert "2025" in rows(client, "?sort=newest")[0]["latest"]


def test_nothing_found_says_what_one_can_do(client):
    text = page(client, "?find=unicorns")

    assert "0 of 123 measures" in text
    assert "Use fewer words" in text
    assert "Compare the ticked measures" not in text


def test_the_csv_has_what_the_page_lists_and_what_belongs_to_it(client, sector):
    told = rows(client, "?find=waste&page=2")

    assert [row["label"] for row in told] == listed(page(client, "?find=waste"))
    assert {row["release"] for row in told} == {sector[1][1]}
    assert all(row["unit"] and row["source"] and row["licence"] for row in told)


@pytest.mark.parametrize("query", ["?page=abc", "?page=-1", "?page=9999", "?sort=none", "?nature=zzz", "?find=%00"])
def test_a_query_that_makes_no_sense_is_a_page_all_the_same(client, query):
    assert "measures" in page(client, query)


def test_what_is_looked_for_cannot_become_part_of_the_page(client):
    text = page(client, "?find=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in text


def test_an_older_release_lists_its_own_measures(client, sector):
    older = page(client, f"?release={sector[1][0]}")

    assert "122 of 122 measures" in older


def test_the_list_asks_the_database_almost_nothing(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page(client, "?find=waste")
