"""Hostile input made from the API's own OpenAPI: never a 5xx, and every answer by its schema."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sectorled.api.v1 import api
from sectorled.site.wsgi import application

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sector")]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5  # for each address, of sound and of unsound input
SOUND = {
    "metric": "fictional.household-recycling",
    "area": "Amberfold",
    "group": "all",
    "scheme": "region",
    "period": "2023/24",
    "basket_id": "outcomes",
    "base": "2014/15",
    "latest": "2023/24",
    "since": "2026-11-01",
}
PATHS = sorted(api.get_openapi_schema()["paths"])
ANY_TEXT = "/api/v1/values/{value_id}"  # no text is unsound there
MODES = [(path, mode) for path in PATHS for mode in GenerationMode if (path, mode.value) != (ANY_TEXT, "negative")]


@pytest.mark.parametrize(("path", "mode"), MODES)
def test_nothing_that_is_asked_breaks_the_api(path, mode, request):
    request.getfixturevalue("settings").API_REQUESTS_A_MINUTE = 1_000_000
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)[path]["GET"]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), sound=st.sets(st.sampled_from(sorted(SOUND))))
    def asked(case, sound):
        for given_values in (case.query, case.path_parameters):
            given_values.update({name: SOUND[name] for name in sound if name in given_values})
        answer = case.call_and_validate(checks=CHECKS)
        assert answer.status_code in {200, 404, 422}

    asked()
