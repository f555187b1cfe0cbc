"""What a data steward does in more than one journey: send a table, describe its columns, have a release made."""

import re

from playwright.sync_api import Page

TABLE = "Council,Year,Benches\nAmberfold,2024/25,8\nCoalbeck,2024/25,9\nIronbeck,2024/25,7\nAtlantis,2024/25,1\n"


def send(page: Page, name: str, content: bytes) -> None:
    """Send one file, and wait until it was read."""
    page.goto("/steward/files/send/")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("progress").wait_for(state="detached")


def describe(page: Page, name: str) -> None:
    """A table with a row of no council is sent, and its columns are described up to the page that is to be checked."""
    send(page, f"{name}.csv", TABLE.encode())
    page.get_by_role("button", name="Describe the columns").click()
    for column, meaning in {"Council": "area_name", "Year": "period", "Benches": "value"}.items():
        page.get_by_label(column, exact=True).select_option(meaning)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the data set").fill(name.replace(" ", "-").casefold())
    page.get_by_label("Name of the measure").fill(name)
    page.get_by_label("Source", exact=True).fill("A count of ours")
    page.get_by_role("button", name="Continue").click()


def load(page: Page) -> None:
    """What was described is loaded; its row of no council keeps it out."""
    page.get_by_role("button", name="Load it").click()
    page.get_by_role("heading", name="1 row was refused").wait_for()


def make(page: Page) -> str:
    """A release is made, with its progress; what is told of it once it is ready."""
    page.goto("/steward/releases/")
    page.get_by_role("button", name=re.compile("Make a (release|newer one)")).click()
    page.get_by_role("heading", name="What would change for readers").wait_for()
    return page.get_by_role("main").inner_text()
