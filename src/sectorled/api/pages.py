"""The API for people: every address with what it answers, what may be asked, and an example that works here."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sectorled.api.examples import example_words
from sectorled.api.v1 import api
from sectorled.councils.releases import release_read
from sectorled.platform.for_everyone import for_everyone
from sectorled.warehouse.queries.open import Release


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API."""

    path: str
    about: str
    parameters: list[dict[str, Any]]
    example: str
    answer: str


@require_safe
@for_everyone
def about(request: HttpRequest) -> HttpResponse:
    """The page of the API."""
    release = release_read(request.GET.get("release"))
    return render(request, "api/about.html", {"release": release, "sections": sections(release)})


def sections(release: Release) -> dict[str, list[Address]]:
    """The addresses by subject, their examples filled with what the release has."""
    schema, words = api.get_openapi_schema(), example_words(release)
    found: dict[str, list[Address]] = {}
    for path, operations in schema["paths"].items():
        operation = operations["get"]
        answer = operation["responses"][200]["content"]["application/json"]["schema"]
        address = Address(
            path,
            operation["description"],
            operation["parameters"],
            f"/api/v1{operation['x-example'].format(**words)}",
            (answer.get("$ref") or answer["items"]["$ref"]).rpartition("/")[2],
        )
        found.setdefault(operation["tags"][0], []).append(address)
    return found
