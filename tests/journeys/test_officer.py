"""A performance officer compares, drills down, replies, keeps measures, reports to the committee, and cites."""

import io
import re
import zipfile

from tests.journeys.conftest import sign_in, unfold

AMBERFOLD = "/councils/X06000001/"
OFFICER = "officer@amberfold.example"
REPLY = f"{AMBERFOLD}replies/fictional.household-recycling/"
RECYCLING = "/measures/fictional.household-recycling/?council=X06000001"


def test_an_officer_changes_the_comparator_and_sees_in_how_many_groups_a_verdict_holds(page):
    sign_in(page, OFFICER)
    page.goto(AMBERFOLD)
    before = page.locator(".council__answer").inner_text()
    page.get_by_label("Compared with").select_option(label="All councils")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_load_state()
    after = page.locator(".council__answer").inner_text()
    findings = page.locator("article.finding").all_inner_texts()

    assert "group=all" in page.url
    assert "than at its nearest neighbours" in before
    assert "than at the other councils" in after
    assert findings
    assert [said for said in findings if not re.search(r"The same in (all \d|\d of its \d)", said)] == []

    page.goto(RECYCLING)
    page.get_by_role("link", name="Does the verdict survive other groups?").first.click()
    said = page.get_by_role("main").inner_text()
    told = re.search(r"(.+) (?:than|from) its nearest comparators; the same in (\d) of (\d) groups", said)
    verdicts = page.locator("tbody tr").all_inner_texts()
    assert told
    same = [row for row in verdicts if row.endswith(told[1].casefold())]
    assert len(same) == int(told[2]) < int(told[3]) == len(verdicts)


def test_an_officer_sees_what_changed_and_later_only_what_changed_since(page):
    sign_in(page, OFFICER)
    page.goto(AMBERFOLD)
    page.get_by_role("link", name="What changed since the last release").click()
    said = page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Mark as seen").click()
    page.wait_for_load_state()
    looked = page.get_by_label("Compare with").locator("option", has_text="when I last looked")
    page.get_by_label("Compare with").select_option(looked.get_attribute("value"))
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_load_state()

    assert re.search(
        r"\d+ new and \d+ revised figures, and \d+ verdicts that changed\. \d+ measures were checked", said
    )
    assert "Nothing has changed since the release" in page.get_by_role("main").inner_text()


def test_an_officer_drills_down_to_a_measure_with_all_its_pictures_tables_and_its_definition(page, scripting):
    page.goto(AMBERFOLD)
    page.get_by_role("link", name="The group, the years and the map").first.click()
    page.wait_for_load_state()
    main = page.get_by_role("main")
    charts = main.locator("figure")

    headings = main.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:3] == ["The group", "Over the years", "On the map"]
    assert charts.count() >= 3
    assert main.get_by_text("Bear in mind:").is_visible()
    for term in ("What it is", "What it does not show", "Which way is good", "Source", "Licence", "Next due"):
        assert main.locator("dt", has_text=re.compile(f"^{re.escape(term)}$")).count() == 1
    for chart in charts.all():
        image = chart.locator("img")
        image.scroll_into_view_if_needed()
        assert image.evaluate("e => e.decode().then(() => e.naturalWidth)") > 0
        assert len(image.get_attribute("alt")) > 40
        assert "Source: " in chart.inner_text()
        chart.get_by_text(re.compile("^Table and downloads")).click()
        assert chart.locator("table").is_visible() or chart.get_by_text("The table is that of").is_visible()
        links = [link.get_attribute("href") for link in chart.locator(".chart__downloads a").all()]
        answers = [page.context.request.get(link) for link in links[:3]]
        kinds = [answer.headers["content-type"].partition(";")[0] for answer in answers]
        assert kinds == ["text/csv", "image/png", "image/svg+xml"]
    assert main.get_by_role("button", name="Explore this chart").count() == (charts.count() if scripting else 0)
    if scripting:
        main.get_by_role("button", name="Explore this chart").first.click()
        main.get_by_text("Point at the chart to read its values.").wait_for()
        assert charts.first.locator("svg").count() == 1


def test_an_officer_replies_the_steward_publishes_and_anybody_reads_it_beside_the_figure(page, scripting):
    said = f"We began to collect food waste in May {'<script>alert(1)</script>' if scripting else 'everywhere'}."
    sign_in(page, OFFICER)
    page.goto(REPLY)
    page.get_by_label("What do you want readers to know?").fill(said)
    page.get_by_role("button", name="Send to the sector body").click()
    page.wait_for_load_state()
    page.context.clear_cookies()
    page.goto(RECYCLING)
    early = page.inner_text("main")

    sign_in(page, "steward@sector.example")
    page.goto("/replies/")
    page.get_by_role("link", name="Amberfold: Household waste recycled").first.click()
    page.get_by_role("button", name="Publish beside the figure").click()
    page.wait_for_load_state()

    page.context.clear_cookies()
    page.goto(RECYCLING)
    page.reload()
    assert said not in early
    assert said in page.inner_text("main")
    page.goto("/measures/fictional.household-recycling/embed/?council=X06000001")
    assert said in page.inner_text("main")
    assert said in page.context.request.get("/measures/fictional.household-recycling/data.csv").text()


def test_an_officer_keeps_a_measure_with_its_target_and_commentary_and_makes_the_quarterly_report(page, scripting):
    name = f"Trees watered {'with' if scripting else 'without'} a script"
    why = f"It was dry; {name.casefold()} twice a week."
    sign_in(page, OFFICER)
    page.goto(f"{AMBERFOLD}own-measures/")
    page.get_by_role("link", name="Add a measure").or_(page.get_by_role("button", name="Add a measure")).click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Unit").fill("%")
    page.get_by_role("button", name="Continue").click()
    for label, words in {"Period": "2025 Q3", "Value": "72.5", "Target": "80", "Commentary": why}.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Keep the value").click()
    page.goto(f"{AMBERFOLD}own-measures/")
    row = page.get_by_role("row", name=name).inner_text()
    page.get_by_role("link", name="quarterly report").click()
    unfold(page, "All of ours")
    page.get_by_label(name).check()
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_load_state()
    made = page.url
    taken = {form: page.get_by_role("link", name=form).get_attribute("href") for form in ("Word", "Web page")}
    document = page.context.request.get(taken["Word"]).body()
    web = page.context.request.get(taken["Web page"]).text()

    assert "72.5%" in row
    assert "80" in row
    assert why in web
    with zipfile.ZipFile(io.BytesIO(document)) as docx:
        assert why in docx.read("word/document.xml").decode()
    page.context.clear_cookies()
    assert "/account/login/" in page.context.request.get(made).url
    page.goto(AMBERFOLD)
    assert name not in page.inner_text("main")


def test_an_officer_makes_the_headline_report_of_chosen_measures_and_is_told_when_none_is_chosen(page):
    sign_in(page, OFFICER)
    page.goto(f"{AMBERFOLD}report/?form=html")
    page.get_by_role("button", name="Make the headline report").click()
    refused = page.get_by_role("alert").inner_text()
    unfold(page, "Environment and waste")
    page.get_by_label("Household waste recycled").check()
    page.get_by_label("Web page").check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Make the headline report").click()
    report = re.sub(r"<[^>]+>", "", taken.value.path().read_text("utf-8"))

    assert "Choose at least one measure" in refused
    assert page.title().startswith("Error: ")
    assert "lower than 11 of its 15 nearest neighbours" in report
    assert "Fly-tipping" not in report


def test_an_officer_cites_a_view_and_somebody_else_reads_the_same_figures_there(page, browser, site):
    sign_in(page, OFFICER)
    page.goto(f"{RECYCLING}&group=all")
    cited = page.locator(".site-footer__address").inner_text()
    sentence = page.locator("main .govuk-body-l").first.inner_text()

    with browser.new_context(java_script_enabled=False) as context:
        other = context.new_page()
        other.goto(cited)

        assert re.search(r"release=[0-9a-f]{12}", cited)
        assert cited.startswith(site.address)
        assert other.locator("main .govuk-body-l").first.inner_text() == sentence
        assert other.get_by_role("link", name="Reply to this figure").count() == 0


def test_an_officer_of_one_council_cannot_reach_the_records_of_another(page):
    sign_in(page, OFFICER)

    answers = [
        page.context.request.get(path).status
        for path in ("/councils/X07000011/replies/", "/councils/X07000011/own-measures/", "/steward/", "/people/")
    ]

    assert answers == [404, 404, 404, 404]
