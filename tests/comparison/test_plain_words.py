"""Pages answer in a sentence first, speak plainly, and fold what is long."""

import re

import pytest
from django.template import engines

from sectorled.publishing.table import Column, Table
from sectorled.site.filters import days_spoken
from tests.people.factories import COUNCIL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sector")]
RECYCLING, SCHOOL_PLACES = "fictional.household-recycling", "fictional.school-places-spare"
BROKEN = "fictional.fly-tipping-cleared"
ENDED, SUCCESSOR = "X06000022", "X06000028"


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_the_page_of_a_council_answers_first_while_nothing_may_be_singled_out(client, settings):
    settings.REPLY_WORKING_DAYS = 100_000

    text = words_of(page(client, f"/councils/{COUNCIL}/"))

    told = re.search(r"Amberfold has a figure for (\d+) of (\d+) measures\.", text)
    assert told
    assert int(told[1]) <= int(told[2])
    assert text.index(told[0]) < text.index("What stands out is with the council first.") < text.index("Compared with")


def test_a_theme_says_first_how_many_of_its_measures_differ_and_what_chance_would_mark(client, settings):
    shown = page(client, f"/councils/{COUNCIL}/measures/?theme=Finance")
    place = words_of(page(client, f"/councils/{COUNCIL}/measures/?theme=Finance, about the place"))
    settings.REPLY_WORKING_DAYS = 100_000
    early = words_of(page(client, f"/councils/{COUNCIL}/measures/?theme=Finance"))

    told = re.search(
        r"Of (\d+) measures tested, (\d+) (?:is|are) worse than at its nearest neighbours and (\d+) better, each taken "
        r"alone; chance alone would mark (?:about \d+|fewer than 1)\.",
        words_of(shown),
    )
    assert told
    assert int(told[2]) == shown.count("▼")
    assert int(told[3]) == shown.count("▲")
    assert "each taken alone" not in place
    assert "each taken alone" not in early
    assert "Amberfold has a figure for 11 of 11 measures." in early


def test_a_small_chart_is_explained_once(client):
    text = page(client, f"/councils/{COUNCIL}/")

    assert text.count("In each small chart a tick is a council and the dashed line the group's median.") == 1


def test_groups_to_choose_begin_with_a_capital(client):
    choices = re.findall(r'<option value="[^"]+"[^>]*>([^<]+)<', page(client, f"/councils/{COUNCIL}/"))

    assert "Unitary" in choices
    assert not [words for words in choices if words[0].islower()]


def test_a_verdict_in_other_groups_is_told_in_a_sentence(client):
    text = words_of(page(client, f"/councils/{COUNCIL}/same-verdict/{RECYCLING}/"))

    assert re.search(
        r"(Better than|Worse than|No clear difference from) its nearest comparators; the same in \d of \d "
        r"groups in which chance could be assessed\.",
        text,
    )


def test_a_target_is_told_and_links_stand_once(client):
    text = page(client, f"/measures/{SCHOOL_PLACES}/?council={COUNCIL}")

    assert "Its target is from 5.0% to 10.0%." in words_of(text)
    for link in ("movers/", f"same-verdict/{SCHOOL_PLACES}/"):
        assert len(re.findall(f'href="[^"]*{link}"', text)) == 1


@pytest.mark.parametrize(
    ("address", "folded"),
    [
        (f"/councils/{SUCCESSOR}/history/", r"\d+ measures that could not be worked out, and why"),
        (f"/councils/{COUNCIL}/changed/", r"New figures \(\d+\)"),
    ],
)
def test_a_long_list_is_folded_under_its_number(client, address, folded):
    assert re.search(rf'<summary[^>]*><span class="govuk-details__summary-text">{folded}<', page(client, address))


def test_a_mark_beside_the_last_figures_of_a_council_is_explained(client):
    text = words_of(page(client, f"/councils/{ENDED}/"))

    assert "[low]" in text
    assert "Shorthand: [low] more than none, but rounds to 0" in text


def test_measures_of_a_basket_that_are_not_judged_are_counted(client):
    text = words_of(page(client, "/baskets/outcomes/"))

    judged = re.search(r"(\d+) of (\d+) measures improved", text)
    used = re.search(r"(\d+) measures are used, of which (\d+) (?:is|are) not judged", text)
    assert judged
    assert used
    assert int(used[1]) - int(used[2]) == int(judged[2])


def test_dates_stand_in_words_and_a_move_that_was_not_tested_says_so(client):
    groups = words_of(page(client, "/groups/"))
    moves = words_of(page(client, f"/measures/{RECYCLING}/movers/"))

    assert "worked out from six measures of context on 30 June 2023" in groups
    assert not re.search(r"\d{4}-\d\d-\d\d", groups)
    assert "not assessed" in moves
    assert "[z]" not in moves


def test_a_caveat_of_many_lines_is_folded_under_its_beginning_and_a_short_one_is_not():
    template = '{% from "site/components/table.html" import footnotes %}{{ footnotes(table) }}'
    table = Table("T", (Column("Value"),), (), "Council", caveats=("Too many words. " * 30, "A few words."))

    shown = engines["jinja2"].from_string(template).render({"table": table})

    assert shown.count("<details>") == 1
    assert re.search(
        r"<summary><b>Caveat:</b> (Too many words. )+Too many\.\.\.</summary>(Too many words. ){30}", shown
    )
    assert "<li><b>Caveat:</b> A few words.</li>" in shown


@pytest.mark.parametrize(
    "address",
    [
        f"/measures/{BROKEN}/?council={COUNCIL}",
        f"/measures/{BROKEN}/movers/?since=2023-04-01/P1Y",
        f"/councils/{COUNCIL}/changed/",
    ],
)
def test_the_day_of_a_break_is_said_in_words(client, address):
    text = words_of(page(client, address))

    assert "1 April 2024: counted within one working day" in text
    assert "2024-04-01: counted" not in text


def test_a_release_says_in_words_when_its_files_were_loaded(client, sector):
    text = page(client, f"/releases/{sector[1][1]}/")

    assert not re.search(r">\d{4}-\d\d-\d\d<", text)


def test_words_that_only_look_like_a_day_are_left_alone():
    words = "2024-02-31 and 2024-04-01/P1Y and https://example.org/a-2024-04-01/x_2024-04-01.csv?on=2024-04-01"

    assert days_spoken(words) == words


def test_what_may_have_been_meant_is_listed_once(client):
    text = client.get("/measures/fictional.household-recyclin/").content.decode()

    listed = re.findall(r'<li><a class="govuk-link" href="(/measures/fictional[^"]+)"', text)
    assert f"/measures/{RECYCLING}/" in listed
    assert len(listed) == len(set(listed))
