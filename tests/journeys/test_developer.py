"""A developer reads the API, asks it without a key, embeds a chart, and takes figures away that can be read again."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from threading import Thread
from wsgiref.simple_server import make_server

import polars as pl
import pytest

BAD = "/api/v1/compare?metric=fly-tiping&area=X06000001"
GOOD = "/api/v1/compare?metric=fictional.fly-tipping&area=X06000001"
FIGURES = "/measures/fictional.fly-tipping/data.csv"
CAVEAT = "Councils that make reporting easy record more."


def test_the_page_of_the_api_leads_to_its_description_and_every_example_answers(page):
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="API", exact=True).click()
    description = page.get_by_role("link", name="OpenAPI").get_attribute("href")
    examples = [link.get_attribute("href") for link in page.locator("main a.address").all()]
    told = page.context.request.get(description).json()

    answers = {path: page.context.request.get(path) for path in examples}

    assert told["openapi"].startswith("3.")
    assert "securitySchemes" not in told.get("components", {})
    assert len(examples) == len(told["paths"])
    assert {path: answer.status for path, answer in answers.items() if answer.status != 200} == {}
    assert page.context.cookies() == []


def test_an_unknown_measure_is_answered_with_the_nearest_names_and_a_known_one_with_all_that_belongs_to_it(page):
    ask = page.context.request

    refused, answer = ask.get(BAD), ask.get(GOOD).json()

    assert refused.status == 404
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert refused.json()["choices"][0] == "fictional.fly-tipping"
    assert "groups" not in refused.json()
    own = next(row for row in answer["groups"][0]["areas"] if row["area"] == "X06000001")
    assert (answer["unit"], answer["period"], answer["caveat"][-len(CAVEAT) :]) == (
        "per 1,000 people",
        "2024-04-01/P1Y",
        CAVEAT,
    )
    assert (own["value"], own["of"], own["verdict"], own["how_sure"]) == (41.026959, 16, "worse", "counts")


@pytest.fixture
def news():
    """Somebody else's site, at another port: its address, and the list of what its page holds."""
    body = ["<!DOCTYPE html><html lang='en'><link rel='icon' href='data:,'><title>News</title><h1>News</h1>"]

    def answer(_, start):
        start("200 OK", [("Content-Type", "text/html")])
        return [part.encode() for part in body]

    with make_server("127.0.0.1", 0, answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", body
        server.shutdown()


def test_a_chart_stands_in_another_page_with_its_sentence_its_source_and_its_caveat(page, news):
    page.goto("/measures/fictional.fly-tipping/?council=X06000001")
    page.get_by_role("link", name="Put a chart on your own page").click()
    news[1].append(page.locator("pre").first.inner_text())
    page.goto(news[0])
    chart = page.frame_locator("iframe")
    said = chart.locator("main").inner_text()

    assert "41.0 per 1,000 people in 2024/25: higher than 14 of its 15 nearest neighbours" in said
    assert f"Caveat: Fictional figure, made for demonstration: no real council is described. {CAVEAT}" in said
    assert "Source: Fictional environment and waste returns" in said
    assert "Release: " in said
    assert chart.locator("img").evaluate("e => e.decode().then(() => e.naturalWidth)") > 0
    assert chart.locator("script").count() == 0
    assert page.context.cookies() == []


def test_no_page_that_asks_for_a_password_stands_in_another_page(browser, site, news):
    news[1].append(f'<iframe src="{site.address}/account/login/"></iframe>')
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(news[0])

        assert page.frame_locator("iframe").get_by_label("Password").count() == 0
        assert page.frames[1].url.startswith("chrome-error:")


def test_a_spreadsheet_gets_the_same_figures_at_an_address_that_stays(page):
    ask = page.context.request
    first = ask.get(FIGURES)
    again = ask.get(FIGURES, headers={"If-None-Match": first.headers["etag"]})
    rows = list(csv.DictReader(io.StringIO(first.body().decode("utf-8-sig"))))
    frame = pl.read_parquet(io.BytesIO(ask.get(FIGURES.replace(".csv", ".parquet")).body()))

    assert first.body().startswith("\ufeff".encode())
    assert first.headers["access-control-allow-origin"] == "*"
    assert (again.status, again.body()) == (304, b"")
    assert frame["value_id"].to_list() == [row["value_id"] for row in rows]
    assert frame["value"].to_list() == [float(row["value"]) if row["value"] else None for row in rows]
    kept = {"value", "unit", "period", "status", "numerator", "denominator", "source", "licence", "caveat", "reply"}
    assert kept <= rows[0].keys()
    assert {row["value"] for row in rows if row["status"] == "not applicable"} == {""}
    assert {row["caveat"][-len(CAVEAT) :] for row in rows} == {CAVEAT}


def test_the_data_package_of_a_release_is_read_back_to_the_same_figures_and_definitions(browser, site, tmp_path):
    with browser.new_context(base_url=site.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/releases/")
        page.get_by_role("row", name="Published now").get_by_role("link").first.click()
        with page.expect_download() as taken:
            page.get_by_role("link", name="Download it as a data package").click()
        taken.value.save_as(tmp_path / "package.zip")
        theirs = context.request.get(GOOD).json()

    sectorled(tmp_path, "load", "package", "package.zip")
    sectorled(tmp_path, "publish")
    sectorled(tmp_path, "package", "again")
    ours = json.loads(sectorled(tmp_path, "compare", "fictional.fly-tipping", "--area", "X06000001", "--format=json"))

    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        sent = {name.rpartition("/")[2]: package.read(name) for name in package.namelist()}
    made = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert made.keys() == sent.keys()
    assert [name for name, content in sent.items() if name.endswith(".csv") and made[name] != content] == []
    assert len(sent["observations.csv"].splitlines()) > 100_000
    assert ours["groups"][0]["median"] == theirs["groups"][0]["median"]
    assert ours["release"] != theirs["release"]


def sectorled(folder, *words):
    """What the command says in a folder with a warehouse of its own."""
    command = [sys.executable, "-m", "sectorled", *words, "--warehouse", "warehouse"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
