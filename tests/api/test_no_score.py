"""No field of the API and no column of an export is an overall score or a rank across metrics (C24)."""

import csv
import io
import re

import polars as pl
import pytest

from sectorled.api.v1 import api

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
SCORE = re.compile(r"score|overall|league|index|grade|rating|stars?$|points$", re.IGNORECASE)
# of one metric and period only: a place in its group, and how it moved
RANKS = {"rank", "joint", "of", "rank_share", "rank_change"}
OF_ONE_METRIC = {"AreaStanding", "Then"}
NO_SCORE = {"points", "worst", "best"}  # a series' points
METRIC, AREA = "fictional.household-recycling", "X06000001"
EXPORTS = (
    f"/measures/{METRIC}/data.csv",
    f"/councils/{AREA}/data.csv",
    *(f"/measures/{METRIC}/{picture}.csv?council={AREA}" for picture in ("bars", "line", "hexagons")),
)


def test_no_field_of_an_answer_is_a_score_of_a_council():
    fields = [
        (name, field)
        for name, schema in api.get_openapi_schema()["components"]["schemas"].items()
        for field in schema.get("properties", {})
    ]

    assert len(fields) > 150
    assert [(name, field) for name, field in fields if SCORE.search(field) and field not in NO_SCORE] == []


def test_a_rank_is_only_ever_one_of_one_metric():
    schemas = api.get_openapi_schema()["components"]["schemas"]

    ranked = {name for name, schema in schemas.items() if RANKS & set(schema.get("properties", {})) - {"of"}}

    assert ranked == OF_ONE_METRIC
    assert {name for name, schema in schemas.items() if "metric" in schema.get("properties", {})} >= {"Comparison"}
    council = schemas["Council"]["properties"]
    assert [name for name, field in council.items() if {"integer", "number"} & _types(field)] == []


@pytest.mark.parametrize("address", EXPORTS)
def test_no_column_of_an_export_is_a_score(client, address):
    content = client.get(address).content.decode("utf-8-sig")

    header = next(csv.reader(io.StringIO(content)))

    assert len(header) > 5
    assert [column for column in header if SCORE.search(column)] == []


def test_no_column_of_the_whole_release_is_a_score_or_a_rank(client, sector):
    response = client.get(f"/releases/{sector[1][1]}/observations.parquet")

    columns = pl.read_parquet(b"".join(response.streaming_content)).columns

    assert [column for column in columns if SCORE.search(column) or "rank" in column] == []


def _types(field):
    return {one.get("type") for one in field.get("anyOf", [field])}
