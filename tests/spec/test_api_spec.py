"""Prints the reference of the API from its own description."""

from sectorled.api.v1 import DESCRIPTION, REFUSALS, api
from tests.spec.printing import printed, table

INTRODUCTION = f"""# The API

This page is printed by a test from the API's own description, which is at `/api/v1/openapi.json`; `/api/` shows it with
examples that work. {" ".join(DESCRIPTION.split())}

Unless another is named, an answer has the shape of the command line's ([answers](answers.md)). Anything that is not
listed as a parameter is refused."""


def test_the_page_of_the_api_names_every_address_and_parameter():
    schema = api.get_openapi_schema()
    sections: dict[str, list[list[str]]] = {}
    for path, operations in schema["paths"].items():
        operation = operations["get"]
        parameters = ", ".join(f"`{p['name']}`{' (needed)' * p['required']}" for p in operation["parameters"])
        row = [f"`{path}`", operation["description"], parameters, f"`{_answer(operation)}`"]
        sections.setdefault(operation["tags"][0], []).append(row)
    parts = [f"## {name}\n\n{_table(rows)}" for name, rows in sections.items()]
    refusals = table(["status", "when"], REFUSALS.items())

    printed("api", "\n\n".join([INTRODUCTION, *parts, "## Refusals", refusals]))


def _table(rows: list[list[str]]) -> str:
    return table(["address", "answers", "parameters", "shape"], rows)


def _answer(operation):
    schema = operation["responses"][200]["content"]["application/json"]["schema"]
    name = (schema.get("$ref") or schema["items"]["$ref"]).rpartition("/")[2]
    return name if "$ref" in schema else f"list of {name}"
