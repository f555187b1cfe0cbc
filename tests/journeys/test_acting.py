"""A performance officer replies, and a data steward reads files, publishes replies and makes a release."""

import re

from tests.journeys.conftest import sign_in

REPLY = "/councils/X06000001/replies/fictional.household-recycling/"
PATIENCE = 90_000  # milliseconds that a release may take on a busy machine


def test_an_officer_replies_the_steward_publishes_and_anybody_reads_it_beside_the_figure(page, scripting):
    said = f"We began to collect food waste in May {'<script>alert(1)</script>' if scripting else 'everywhere'}."
    sign_in(page, "officer@amberfold.example")
    page.goto(REPLY)
    page.get_by_label("What do you want readers to know?").fill(said)
    page.get_by_role("button", name="Send to the sector body").click()
    page.goto("/measures/fictional.household-recycling/?council=X06000001")
    assert said not in page.inner_text("main")

    page.context.clear_cookies()
    sign_in(page, "steward@sector.example")
    page.goto("/replies/")
    page.get_by_role("link", name="Amberfold: Household waste recycled").first.click()
    page.get_by_role("button", name="Publish beside the figure").click()

    page.context.clear_cookies()
    page.goto("/measures/fictional.household-recycling/?council=X06000001")
    assert said in page.inner_text("main")


def test_an_officer_keeps_a_measure_and_makes_the_committee_report(page, scripting):
    name = f"Trees watered {'with' if scripting else 'without'} a script"
    sign_in(page, "officer@amberfold.example")
    page.goto("/councils/X06000001/own-measures/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto("/councils/X06000001/own-measures/")
    assert page.get_by_role("link", name=name).count() == 1

    page.goto("/councils/X06000001/report/")
    assert page.get_by_role("heading", level=1).count() == 1


def test_an_officer_of_one_council_cannot_reach_the_records_of_another(page):
    sign_in(page, "officer@amberfold.example")

    answers = [
        page.context.request.get(path).status
        for path in ("/councils/X07000011/replies/", "/councils/X07000011/own-measures/", "/steward/", "/people/")
    ]

    assert answers == [404, 404, 404, 404]


def test_a_steward_reads_why_a_file_was_refused(page):
    sign_in(page, "steward@sector.example")
    page.goto("/steward/files/send/")
    page.locator("input[type=file]").set_input_files(
        {"name": "figures.parquet", "mimeType": "application/octet-stream", "buffer": b"MZ this is a program"}
    )
    page.get_by_role("button", name="Send", exact=True).click()

    page.get_by_text(re.compile("figures.parquet")).first.wait_for()
    assert "published" not in page.get_by_role("heading", level=1).inner_text().casefold()


def test_a_steward_makes_a_release_and_drops_it_again(page):
    sign_in(page, "steward@sector.example")
    page.goto("/steward/releases/")
    page.get_by_role("button", name="Make a release").click()
    page.get_by_role("button", name="Do not publish it").first.wait_for(timeout=PATIENCE)
    told = page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Do not publish it").first.click()
    page.goto("/steward/releases/")

    assert "erif" in told
    assert page.get_by_role("button", name="Make a release").count() == 1
