"""Tags of answers: the same for the same parts and software, known ones are not sent again."""

from django.http import HttpResponse
from django.test import RequestFactory

from sectorled.platform.entity_tags import entity_tag, unless_known


def test_a_tag_follows_from_each_part_and_their_order():
    tags = [entity_tag("a", 1), entity_tag("a", 1), entity_tag("a", 2), entity_tag(1, "a")]

    assert tags[0] == tags[1]
    assert len(set(tags)) == 3
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)


def test_an_answer_that_is_known_is_not_made():
    tag, made = entity_tag("a"), []

    def make():
        made.append(1)
        return HttpResponse("new")

    asked = RequestFactory().get("/", headers={"If-None-Match": tag})
    known, other = unless_known(asked, tag, make), unless_known(asked, entity_tag("b"), make)

    assert (known.status_code, other.status_code) == (304, 200)
    assert made == [1]
    assert known.headers["ETag"] == tag
