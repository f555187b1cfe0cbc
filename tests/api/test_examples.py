"""Every example of the API's page answers, and by its schema."""

import json

import pytest
from jsonschema import Draft202012Validator

from sectorled.api.pages import sections
from sectorled.api.v1 import api
from sectorled.councils.releases import release_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]


def test_every_example_answers_by_its_schema(client):
    addresses = [address for part in sections(release_read()).values() for address in part]

    answers = {address.path: client.get(address.example) for address in addresses}

    assert len(addresses) > 15
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, 200)
    for path, answer in answers.items():
        _schema_of(path).validate(json.loads(answer.content))


def test_the_page_of_the_api_lists_every_address_with_an_example_that_works(client):
    page = client.get("/api/").content.decode()

    for path in api.get_openapi_schema()["paths"]:
        assert path in page
    assert "<script" not in page.partition("<body")[2]


def _schema_of(path):
    described = api.get_openapi_schema()
    schema = described["paths"][path]["get"]["responses"][200]["content"]["application/json"]["schema"]
    whole = json.loads(json.dumps({**schema, "components": described["components"]}))
    return Draft202012Validator(whole)
