"""Version 1 of the read-only API, and its description as OpenAPI."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny
from pydantic import TypeAdapter

from sectorled.api import catalogue, figures, records
from sectorled.api.limits import AddressLimit
from sectorled.api.problems import MEDIA, told_as_problems
from sectorled.api.shapes import Problem

TITLE = "Comparative performance information"
DESCRIPTION = """Figures of councils, openly compared.  Read-only, without a key.

Answers have the shapes of the command line's JSON.  `release` names a release, so that an address always answers the
same; without it the published one is read.  A figure that is not there is null, never 0.  There is no overall score of
a council and no rank across metrics."""
REFUSALS = {
    "404": "There is no such metric, area, group or release; `choices` has the nearest ones.",
    "422": "The question cannot be answered so; `detail` says why and what can be asked.",
    "429": "Too many requests from one address; Retry-After says how many seconds to wait.",
    "503": "No release has been published yet.",
}


class Api(NinjaAPI):
    """The API; its description tells every refusal as problem JSON."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """The OpenAPI description."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = TypeAdapter(Problem).json_schema(mode="serialization")
        for operations in schema["paths"].values():
            operations["get"]["responses"] |= {status: _refusal(words) for status, words in REFUSALS.items()}
        return schema


def _refusal(words: str) -> dict[str, Any]:
    return {"description": words, "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


api = Api(title=TITLE, version="1", description=DESCRIPTION, docs_url=None, throttle=[AddressLimit()])
told_as_problems(api)
for part in (figures, catalogue, records):
    api.add_router("", part.router)
