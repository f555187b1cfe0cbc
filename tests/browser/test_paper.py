"""On paper nothing is left of what leads elsewhere on the site: a page prints what it says."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
LEADING = (
    ".site-search",
    ".site-nav",
    ".site-footer__links",
    ".govuk-breadcrumbs",
    ".govuk-back-link",
    ".govuk-skip-link",
    ".choose-form",
    ".chart__explore",
    "main form[method=get]",
    "main button",
)


@pytest.mark.parametrize(
    "address",
    [
        "/councils/X06000001/",
        "/councils/X06000001/changed/",
        "/councils/X06000001/measures/?theme=Housing",
        "/measures/fictional.household-recycling/?council=X06000001",
        "/compare/?council=X06000001&measure=fictional.household-recycling",
        "/baskets/outcomes/",
    ],
)
def test_navigation_and_forms_are_left_out(page, address):
    page.goto(address)
    on_screen = page.locator(".site-nav:visible").count()

    page.emulate_media(media="print")

    assert on_screen == 1
    assert [what for what in LEADING if page.locator(f"{what}:visible").count()] == []
    assert page.locator("h1:visible").count() == 1
    assert page.locator(".site-footer__cite:visible").count() == 1
