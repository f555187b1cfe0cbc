"""A leader finds what they came for."""

AMBERFOLD = "/councils/X06000001/"


def test_a_leader_opens_one_page_and_prints_it(page):
    page.goto(AMBERFOLD)
    page.get_by_role("link", name="One-page brief").click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Amberfold")
    made = page.context.request.get("/councils/X06000001/brief.pdf")

    assert made.status == 200
    assert made.body().startswith(b"%PDF-")
