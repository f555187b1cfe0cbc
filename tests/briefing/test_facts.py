"""A brief made again changes only in the sentences whose facts changed."""

import json
from dataclasses import replace

from sectorled.briefing.brief import brief
from sectorled.briefing.facts import Telling, said
from sectorled.publishing.document import Figure
from tests.briefing.council import AT, area, full_lines, material


def words_by_key(lines, **changes):
    report = brief(material(lines, **changes), at=AT, publisher="Sector body")
    return {sentence.key: (sentence.facts, sentence.words) for sentence in report.sentences}


def test_the_same_figures_in_another_release_give_the_same_brief():
    lines = full_lines()
    later = [replace(x, value_id=x.value_id.replace("r1/", "r2/")) for x in lines]

    assert words_by_key(lines) == words_by_key(later, release="r2")


def test_one_value_that_changes_changes_exactly_the_sentences_that_cite_it():
    lines = full_lines()
    at = next(i for i, x in enumerate(lines) if x.metric == "m1")
    revised = [*lines]
    revised[at] = replace(lines[at], standing=replace(lines[at].standing, value=37.1))

    before, after = words_by_key(lines), words_by_key(revised)

    assert {key for key in before if before[key] != after[key]} == {"m1/standing"}
    assert before.keys() == after.keys()


def test_a_verdict_that_falls_changes_what_is_said_of_it_and_the_counts():
    lines = full_lines()
    at = next(i for i, x in enumerate(lines) if x.metric == "m1")
    quiet = [*lines]
    quiet[at] = replace(lines[at], stands_out=False)

    before, after = words_by_key(lines), words_by_key(quiet)

    changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    assert changed == {"council/opening"}
    assert {key for key in before if key.startswith("m1/")} - after.keys() >= {"m1/standing", "m1/sureness"}


def test_facts_are_the_words_and_not_the_id_of_a_value():
    def write(*, value_id, n):
        return (Figure(n, str(n), value_id),)

    one, again, other = (
        said("k", write, value_id="a", n=1),
        said("k", write, value_id="b", n=1),
        said("k", write, value_id="a", n=2),
    )

    assert one.facts == again.facts != other.facts


def test_sentences_with_nothing_to_say_leave_no_trace():
    def silent():
        return ()

    def loud():
        return ("Something.",)

    tell = Telling()

    assert tell(said("a", silent), said("b", loud), said("c", silent)) == ("Something.",)
    assert [sentence.key for sentence in tell.sentences] == ["b"]


def test_the_file_of_facts_has_every_figure_the_brief_shows():
    report = brief(material(), at=AT, publisher="Sector body")
    content = json.loads(report.facts())

    shown = {part.value_id for text in report.document.texts() for part in text if isinstance(part, Figure)}
    filed = {value["id"] for sentence in content["sentences"] for value in sentence["values"]}

    assert shown == filed
    assert content["made"] == AT.isoformat()
    assert content["release"] == "r1"
    assert area().area == content["area"]
