"""A research user goes from a basket and the catalogue to a comparison, its figures' sources, and a new council."""

import csv
import io
import re

RECYCLING = "Household waste recycled"


def test_a_basket_says_what_moved_which_way_and_what_the_count_hangs_on(page):
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Baskets").click()
    page.get_by_role("main").get_by_role("link", name="Outcomes 2024").click()

    said = page.get_by_role("main").inner_text()
    assert re.search(r"(\d+) of \d+ measures improved, \d+ worsened and \d+ did not change, by the published", said)
    assert re.search(r"most councils clearly improved on \d+ and clearly worsened on \d+", said)
    assert re.search(r"\d+ are left out because they are in the basket at one of the two dates only", said)
    assert page.get_by_role("heading", name="What the count hangs on").is_visible()
    page.get_by_label("From").select_option("2019-04-01/P1Y")
    page.get_by_role("button", name="Show").click()
    page.wait_for_load_state()
    later = page.get_by_role("main").inner_text()
    assert "Between 2019/20 and 2024/25" in later
    assert "Between 2013/14" not in later
    assert "score" not in later.casefold()


def test_the_catalogue_is_searched_by_words_of_definitions_and_says_when_nothing_is_found(page):
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Measures").click()
    every = page.get_by_role("main").get_by_role("heading", level=2).first.inner_text()
    look_for(page, "composting")
    found = page.locator("tbody th a").all_inner_texts()
    address = page.url
    look_for(page, "composting zeppelins")

    none = page.get_by_role("main").inner_text()
    assert re.match(r"(\d+) of \1 measures", every)
    assert RECYCLING in found
    assert "composting" not in RECYCLING.casefold()
    assert "find=composting" in address
    assert "No measure has all these words and filters." in none
    assert page.locator("main tbody").count() == 0


def look_for(page, words):
    """Search the catalogue."""
    page.get_by_label("Find a measure").fill(words)
    page.get_by_role("button", name="Find measures").click()
    page.wait_for_load_state()


def test_a_comparison_is_put_together_cited_taken_away_and_worked_out(page):
    page.goto("/measures/?find=environment")
    for label in (RECYCLING, "Fly-tipping reported"):
        page.get_by_label(f"Compare {label}", exact=True).check()
    page.get_by_role("button", name="Compare the ticked measures").click()
    page.get_by_role("main").get_by_label("Council", exact=True).select_option(label="Amberfold")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_load_state()

    said = page.get_by_role("main").inner_text()
    cited = page.locator(".site-footer__address").inner_text()
    rows = list(csv.DictReader(io.StringIO(fetched(page, "CSV"))))
    assert page.get_by_role("heading", level=1).inner_text() == "Amberfold beside its nearest neighbours"
    assert "lower than 11 of its 15 nearest neighbours" in said
    assert "No clear difference, judging by how much it has varied before." in said
    assert {row["metric"] for row in rows} == {"fictional.household-recycling", "fictional.fly-tipping"}
    assert "38.3%" in said

    page.goto(cited)
    assert "release=" in cited
    assert page.get_by_role("main").inner_text() == said

    page.get_by_role("link", name="How was this worked out?").last.click()
    worked = page.get_by_role("main").inner_text()
    assert "29,211 / 76,270 x 100 = 38.2995" in worked
    assert "Tonnes of household waste sent for reuse, recycling or composting" in worked
    assert re.search(r"observations\.csv, row [\d,]+", worked)
    assert re.search(r"\b[0-9a-f]{64}\b", worked)
    assert page.get_by_role("heading", name="As published on earlier dates").is_visible()


def fetched(page, words):
    """The text behind a link of the page."""
    address = page.get_by_role("main").get_by_role("link", name=words, exact=True).first.get_attribute("href")
    answer = page.context.request.get(address)
    assert answer.status == 200
    return answer.body().decode("utf-8-sig")


def test_a_release_says_what_it_holds_and_what_changed_since_the_one_before(page):
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name="Releases").click()
    rows = page.locator("main tbody tr").all_inner_texts()
    page.get_by_role("link", name="Since the one before").first.click()
    said = page.get_by_role("main").inner_text()
    changes = list(csv.DictReader(io.StringIO(fetched(page, "Download these changes (CSV)"))))

    assert len([row for row in rows if "Published now" in row]) == 1
    assert len(rows) >= 2
    counted = re.search(r"([\d,]+) new figures, ([\d,]+) revised figures", said)
    assert counted
    assert int(counted[2].replace(",", "")) == sum(int(row["revised"]) for row in changes)


def test_a_council_is_put_together_that_does_not_exist_yet(page):
    page.goto("/propose-a-council/")
    page.get_by_text("Midvale: 17 councils").click()
    for name in ("Sallowshire", "Osierford", "Pollardham", "Reedmere", "Withycote"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Work out the baseline").click()
    page.wait_for_load_state()

    said = page.get_by_role("main").inner_text()
    told = page.get_by_role("heading", level=1).inner_text()
    counts = re.search(r"(\d+) measures can be put together for it; (\d+) cannot", said)
    assert told == "A council in place of Osierford, Pollardham, Reedmere, Sallowshire and Withycote"
    assert counts
    assert int(counts[1]) + int(counts[2]) == 123
    assert int(counts[2]) > 0
    assert "Nothing is averaged and nothing is invented." in said
    assert page.get_by_role("checkbox", name="Osierford").is_checked()


def test_a_council_proposed_of_one_is_refused_with_what_to_do(page):
    page.goto("/propose-a-council/")
    page.get_by_text("Midvale: 17 councils").click()
    page.get_by_role("checkbox", name="Osierford").check()
    page.get_by_role("button", name="Work out the baseline").click()
    page.wait_for_load_state()

    assert page.get_by_role("alert").inner_text().startswith("There is a problem")
    assert page.title().startswith("Error: ")
    assert "can be put together" not in page.get_by_role("heading", level=1).inner_text()
