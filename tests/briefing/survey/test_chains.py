"""Filtered chains as a sentence, a table and a chart: few replies, who was lost, what is withheld or refused."""

from dataclasses import replace

import pytest

from sectorled.briefing.survey.chains import chain_chart, chain_sentence
from sectorled.publishing.chain import chain_table
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.tabulate.chain import Link, survey_chain
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.tabulate.made import of_columns, of_counts, sample_survey, single


def chained(first=89, second=73, total=290, **said):
    more = [1] * first + [2] * (total - first)
    helped = [1] * second + [2] * (first - second) + [None] * (total - first)
    questions = [single("more", ["Yes", "No"]), single("helped", ["Yes", "No"])]
    answers = of_columns(questions, {"more": more, "helped": helped})
    links = [Link(question="more", answers=("Yes",)), Link(question="helped", answers=(1,))]
    return survey_chain(answers, design_of("d", said), links)


def test_a_chain_of_few_is_told_in_counts_and_not_drawn():
    found = chained(first=20, second=15)

    assert chain_sentence(found, ["took more", "were helped"]).words == (
        "7 per cent (of 290) took more; of these, 15 of 20 were helped: 5 per cent of all."
    )
    assert chain_chart(found, "A") is None
    assert [cell.text for cell in chain_table(found).rows[1].cells][:3] == ["20", "15", "[u]"]


def test_a_chain_of_a_small_group_that_may_be_known_is_withheld():
    found = chained(first=60, second=55, disclosure={"identifying": ["more"]})

    shown = [cell.text for row in chain_table(found).rows for cell in row.cells]
    assert "5" not in shown
    assert "[c]" in shown or found.links[1].of_base.count == 55


def test_who_was_led_to_a_link_and_did_not_answer_is_said():
    answers = of_columns(
        [single("a", ["Yes", "No"]), single("b", ["Yes", "No"])],
        {"a": [1] * 100 + [2] * 50, "b": [1] * 60 + [2] * 30 + [None] * 60},
    )

    found = survey_chain(
        answers, design_of("d", {}), [Link(question="a", answers=(1,)), Link(question="b", answers=(1,))]
    )

    assert found.notes == ("Question b?: 10 of the 100 did not answer.",)


@pytest.mark.parametrize(
    ("links", "said", "only", "words"),
    [
        ([("job", (1,)), ("age", (1,))], {}, None, "'age' is no link of a chain"),
        ([("job", (1,)), ("trust", ())], {}, None, "name at least one answer"),
        (
            [("region", ("North",)), ("trust", (1,))],
            {"filters": {"n": {"region": ["North"]}}},
            "n",
            "speaks of 'region'",
        ),
    ],
)
def test_links_that_make_no_chain_are_refused(links, said, only, words):
    chain = [Link(question=question, answers=codes) for question, codes in links]

    with pytest.raises(InputError, match=words):
        survey_chain(sample_survey(), design_of("d", said), chain, only=only)


def test_published_counts_make_no_chain():
    answers = of_counts({"Yes": [50], "No": [50]})
    counts = Answers(replace(answers.survey, counts_only=True), answers.frame)

    with pytest.raises(InputError, match="do not say how answers to two questions go together"):
        survey_chain(counts, design_of("d", {}), [Link(question="q", answers=(1,))] * 2)


def test_a_chain_may_name_a_net_by_its_id_or_label_within_a_filter():
    design = design_of("d", {"filters": {"north": {"region": ["North"]}}})
    for net in ("net", "Trusts"):
        links = [Link(question="job", answers=(1, 2)), Link(question="trust", answers=(net,))]

        found = survey_chain(sample_survey(), design, links, only="north")

        assert found.links[1].answer == "Trusts"
        assert found.links[0].answer == "Leader or Member"
        assert found.filter == "north"
