"""Every page of every role: axe finds nothing at 1280 and 320 pixels, with the site's scripts and without them.

Each person walks the whole site by its links, one address of each kind.  What two people are shown alike is looked at
once.  Without scripts means that the site's own are not sent: axe is a script itself, so the browser still runs it.
"""

import csv
import re

import pytest
from django.urls import get_resolver, resolve

from tests.chromium import DESKTOP
from tests.journeys.conftest import PATIENCE, sign_in, unfold
from tests.journeys.desk import describe, load, make
from tests.journeys.walking import FILES, content_of, looked_at, route_of, walked
from tests.site.routes import TABLE, routes

PEOPLE = {
    "anonymous": None,
    "resident": "resident@example.org",
    "officer": "officer@amberfold.example",
    "leader": "leader@amberfold.example",
    "steward": "steward@sector.example",
    "administrator": "administrator@sector.example",
}
SAMPLES = (  # councils of each tier, of the past and to come; measures of each polarity; what nothing is found of
    *(f"/councils/{code}/" for code in ("X06000001", "X10000001", "X07000011", "X06000022", "X06000030", "X12000001")),
    *(
        f"/measures/fictional.{name}/?council=X06000001"
        for name in ("household-recycling", "fly-tipping", "school-places-spare", "population")
    ),
    "/councils/X06000001/measures/",
    "/pauses/",
    "/councils/Amberfald/",
    "/search/?q=Kestrelmore",
    "/measures/?find=zeppelin",
    "/propose-a-council/?find=yes&council=X06000001",
    "/nothing/is/here/",
)
MAILED = (  # reached from a message or a redirect, from no page
    "/account/inactive/",
    "/account/confirm-email/",
    "/account/confirm-email/x:y:z/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-abc-def/",
    "/account/password/reset/key/done/",
    "/account/provider/cancelled/",
    "/account/provider/failed/",
    "/following/stop/nothing/",
)
NOT_PAGES = re.compile(r"^health/$|^api/v1/|^\^?v1/|^print-size/$")
LEFT_OUT = {  # routes that answer no page in the demonstration, with the reason
    "account/password/set/": "only for an account without a password, made by a provider",
    "account/provider/signup/": "only on the way back from a provider, and none is configured",
    "account/provider/<slug:provider_id>/login/": "no provider is configured",
    "account/provider/<slug:provider_id>/login/callback/": "no provider is configured",
    "account/two-step/code/": "see the journey of an account",
    "account/two-step/turn-off/": "as above",
    "account/two-step/recovery-codes/": "as above",
    "account/two-step/recovery-codes/make/": "as above",
    "account/two-step/reauthenticate/": "as above",
    "people/<int:pk>/open-again/": "only for an account that was closed",
    "pauses/<int:pause_id>/end/": "only during a pause",
    "reports/<str:key>/": "only for who asked for a report, while it is made",
    "reports/<str:key>/file/": "as above",
}


@pytest.fixture(scope="module")
def seen():
    """Routes that each person reached, and contents that were looked at, over all tests of this file."""
    return {"routes": {}, "contents": set()}


@pytest.fixture(scope="module")
def furnished(browser, site):
    """Work under way, so that its pages are there: for each role the addresses that it came by."""
    with browser.new_context(base_url=site.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        sign_in(page, PEOPLE["steward"])
        describe(page, "Lamps lit")
        columns = page.url.removesuffix("check/")
        describe(page, "Lamps mended")
        load(page)
        refused = page.url
        page.goto("/steward/releases/")
        if page.get_by_role("link", name="is ready to be looked at").count():
            page.get_by_role("link", name="is ready to be looked at").click()
        else:
            make(page)
        made = page.url
        context.clear_cookies()
        sign_in(page, PEOPLE["officer"])
        page.goto("/councils/X06000001/report/quarterly/")
        unfold(page, "All of ours")
        page.locator("input[name=own]").first.check()
        page.get_by_role("button", name="Make the report").click()
        page.wait_for_url("**/reports/*/")
        report = page.url
        context.clear_cookies()
        sign_in(page, PEOPLE["administrator"])
        page.goto("/people/invite/")
        page.get_by_label("E-mail address").fill("new@example.org")
        page.get_by_role("main").get_by_role("button").last.click()
    steward = [columns, f"{columns}words/", f"{columns}check/", refused, f"{refused}accept/", made, f"{made}publish/"]
    return {"steward": steward, "officer": [report], "leader": [report]}


@pytest.mark.parametrize("role", PEOPLE)
def test_axe_finds_nothing_on_any_page_of(role, browser, site, seen, furnished):
    with browser.new_context(base_url=site.address, viewport=DESKTOP) as context:
        page = context.new_page()
        if PEOPLE[role]:
            sign_in(page, PEOPLE[role])
        with browser.new_context(base_url=site.address, storage_state=context.storage_state()) as plain:
            plain.route(re.compile(r"\.js($|\?)"), lambda route: route.abort())
            without, faults, reached = plain.new_page(), [], seen["routes"].setdefault(role, set())
            for asked, address, status, text in walked(context, ["/", *SAMPLES, *MAILED, *furnished.get(role, ())]):
                reached |= {route_of(asked), route_of(address)}
                faults += [f"{address}: {status}"] if status >= 500 else []
                if content_of(text) not in seen["contents"] or address == "/":
                    seen["contents"].add(content_of(text))
                    faults += looked_at(page, address) + looked_at(without, address)

    assert faults == []


def test_no_kind_of_page_that_a_role_may_open_was_left_out(seen):
    if seen["routes"].keys() != PEOPLE.keys():
        pytest.skip("the walks above were not all made")
    table = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
    opened = {
        role: {_route(row["address"]) for row in table if row["method"] == "GET" and row[role] == "200"}
        for role in PEOPLE
    }
    acts = {_route(row["address"]) for row in table if row["method"] == "GET" and row["officer"] == "405"}
    pages = {route for route in routes(get_resolver()) if not (_is_file(route) or NOT_PAGES.search(route))}
    everywhere = set().union(*seen["routes"].values())

    missed = {role: sorted((opened[role] & pages) - seen["routes"][role] - LEFT_OUT.keys()) for role in PEOPLE}
    assert missed == {role: [] for role in PEOPLE}
    assert sorted(pages - acts - everywhere - LEFT_OUT.keys()) == []
    assert sorted(LEFT_OUT.keys() & everywhere) == []


def _is_file(route):
    last = route.rstrip("/").rpartition("/")[2]
    return bool(FILES.search(last)) or ".<str:form>" in last or route.startswith("files/")


def _route(address):
    """The route of an address of the matrix, whatever stands in its braces."""
    path = re.sub(r"{(\w+)}", lambda found: "a" if found[1] in {"release", "file", "load"} else "1", address)
    return resolve(path.partition("?")[0]).route
