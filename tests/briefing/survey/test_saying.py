"""What is said of tables, trends and chains: few replies, nothing to compare, what is withheld, what is left out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sectorled.briefing.survey.deck import MOST_IN_SHORT, deck
from sectorled.briefing.survey.gathering import gather
from sectorled.briefing.survey.plan import default_plan, plan_of
from sectorled.briefing.survey.report import report
from sectorled.briefing.survey.saying import findings, say_finding, say_trend, trends
from sectorled.publishing.document import Heading, plain
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.questions import Roles, Wave, Wording
from sectorled.warehouse.answers.tabulate.design_file import design_of
from sectorled.warehouse.tidy import InputError
from tests.warehouse.answers.tabulate.made import multiple, numeric, of_columns, of_counts, sample_survey, single

AT = datetime(2026, 11, 1, tzinfo=UTC)


def gathered(answers, *found, trends=(), chains=(), design=None, **plan):
    tree = {"findings": list(found), "trends": list(trends), "chains": list(chains), **plan}
    return gather(answers, design_of("d", design or {}), plan_of("p", tree))


def told(answers, question, design=None, **more):
    (one,) = findings(gathered(answers, {"question": question, **more}, design=design))
    return say_finding(one)


def words(one):
    return " ".join(sentence.words for sentence in (one.first, *one.more))


def test_of_few_replies_counts_are_said_and_nothing_is_drawn():
    one = told(of_counts({"Yes": [18], "No": [7]}), "q", says="agree")

    assert one.title == "18 of 25 agree"
    assert one.chart is None
    assert words(one) == "18 of 25 agree."


def test_marked_bases_say_so_and_columns_that_are_too_small_are_not_compared():
    one = told(of_counts({"Yes": [30, 10], "No": [20, 5]}), "q", by=["place"])

    assert one.first.words == "More than three fifths (62 per cent [u]) said “Yes”."
    assert "By “Question place?”: too few replies to compare." in words(one)


def test_columns_alike_are_said_to_be_so():
    one = told(of_counts({"Yes": [60, 62], "No": [40, 38]}), "q", by=["place"])

    assert "By “Question place?”: no difference beyond what chance alone would explain." in words(one)
    assert one.title == "More than three fifths (61 per cent) said “Yes”"


def test_a_real_difference_stands_in_the_title_with_both_figures():
    one = told(of_counts({"Yes": [80, 40], "No": [20, 60]}), "q", by=["place"], says="agree")

    assert one.title == "Three fifths (60 per cent) agree; Place 1 80 per cent, Place 2 40 per cent"
    assert "40 points apart, more than chance alone would explain." in words(one)


def test_a_title_leaves_out_what_does_not_fit():
    one = told(of_counts({"Yes": [80, 40], "No": [20, 60]}), "q", by=["place"], says="agree " + "at length " * 10)

    assert "Place 1" not in one.title


@pytest.mark.parametrize(("answer", "said"), [("No", "No"), (2, "No"), ("net", "Any")])
def test_the_answer_to_speak_of_is_found_by_label_code_or_net(answer, said):
    answers = of_counts({"Yes": [60], "No": [40]})
    design = {"nets": {"q": [{"label": "Any", "answers": [1, 2]}]}}

    one = told(answers, "q", design=design, answer="Any" if answer == "net" else answer)

    assert said in one.title or "Yes or No" in one.title


def test_a_withheld_question_has_no_figure_and_no_slide():
    answers = of_counts({"Yes": [3, 4], "No": [5, 3]})
    material = gathered(answers, {"question": "q", "by": ["place"]}, design={"disclosure": {"identifying": ["place"]}})
    (found,) = findings(material)

    one = say_finding(found)
    slides = deck(material, at=AT, publisher="A")
    pages = report(material, at=AT, publisher="A")

    assert one.first.words == "The answers are withheld so that nobody can be told apart [c]."
    assert one.title == "Question q?"
    assert not any("withheld so that" in sentence.words for sentence in slides.sentences)
    assert "Withheld to protect confidentiality: Question q?." in str(slides.document.blocks)
    assert any("withheld so that" in sentence.words for sentence in pages.sentences)


def test_a_figure_that_is_withheld_is_said_to_be_so():
    answers = of_counts({"Yes": [60, 4], "No": [40, 56]})
    design = {"disclosure": {"identifying": ["place"]}, "filters": {"second": {"place": [2]}}}

    material = gathered(answers, {"question": "q", "answer": "Yes"}, design=design, filter="second")

    one = say_finding(findings(material)[0])
    assert "[c]" in one.first.words or "withheld" in one.first.words


def test_numbers_are_averaged_and_said_with_their_unit():
    answers = of_columns([numeric("days", unit="days")], {"days": [2.0, 4.0] * 60})
    few = of_columns([numeric("days")], {"days": [2.0, 4.0]})

    assert words(told(answers, "days")).startswith("The average is 3.00 days. The 95 per cent interval is ")
    assert told(few, "days").first.words == "Too few gave a number to say what it is on average."
    assert told(few, "days").chart is None


def test_answers_that_may_be_several_are_drawn_side_by_side():
    answers = of_columns([multiple("h", ["A", "B"])], {"h_1": [True] * 150, "h_2": [True, False, False] * 50})

    one = told(answers, "h", says="chose it")

    assert one.title == "All (100 per cent) chose it"
    assert one.chart.plot.kind == "clustered"


def over_waves(yes, wordings=()):
    answers = of_counts({"Yes": yes, "No": [1000 - one for one in yes]})
    waves = tuple(Wave(code=i + 1, label=f"{2012 + i}") for i in range(len(yes)))
    questions = (replace(answers.survey.questions[0], wordings=wordings), answers.survey.questions[1])
    return Answers(replace(answers.survey, questions=questions, roles=Roles(wave="place"), waves=waves), answers.frame)


def trend_of(answers, **more):
    return say_trend(trends(gathered(answers, trends=[{"question": "q", **more}]))[0])


def test_a_trend_says_what_changed_and_how_it_stands_to_all_before():
    assert trend_of(over_waves([700] * 16 + [610] * 3 + [500]), says="are satisfied").title == (
        "In Place 20, 50 per cent are satisfied, against Place 19's 61 per cent: down 11 points, more than chance "
        "alone would explain; lower than all of the previous 19 rounds"
    )
    assert "against Place 1's 50 per cent: no change" in trend_of(over_waves([500, 505])).title
    assert trend_of(over_waves([500])).title == "In Place 1, 50 per cent said “Yes”"


def test_a_trend_starts_again_where_the_wording_changed():
    wordings = (Wording(text="Old?", waves=(1,)), Wording(text="New?", waves=(2,)))

    one = trend_of(over_waves([500, 900], wordings), answer="No")

    assert words(one) == (
        "In Place 2, 10 per cent said “No”. The wording changed in Place 2, so waves before and after are not compared "
        "[b]."
    )
    assert one.chart.plot.categories == ("Place 1", "[b]", "Place 2")


def test_waves_of_few_replies_are_not_drawn():
    answers = of_counts({"Yes": [5, 6], "No": [4, 3]})
    survey = replace(
        answers.survey, roles=Roles(wave="place"), waves=(Wave(code=1, label="a"), Wave(code=2, label="b"))
    )
    material = gathered(Answers(survey, answers.frame), trends=[{"question": "q"}])

    one = say_trend(trends(material)[0])

    assert one.title == "Too few replied in any wave to say how many said “Yes”"
    assert one.chart is None
    assert any(
        isinstance(b, Heading) and b.words == one.title for b in deck(material, at=AT, publisher="A").document.blocks
    )


def test_more_findings_than_fit_are_counted_and_what_cannot_be_shown_is_named():
    questions = [single(f"q{i}", ["Yes", "No"]) for i in range(9)]
    answers = of_columns(questions, {f"q{i}": [1, 2] * 60 for i in range(9)})
    design = design_of("d", {"nets": {"q0": [{"label": "X", "answers": [7]}]}})

    material = gather(answers, design, default_plan(answers), lenient=True)
    slides = deck(material, at=AT, publisher="A")

    texts = [plain(text) for text in slides.document.texts()]
    assert len(material.findings) == 8
    assert any(text.startswith("Left out: q0: ") for text in texts)
    assert "More on the slides that follow: 8 findings in all." in texts
    assert MOST_IN_SHORT == 6


def test_how_sure_names_what_the_errors_allow_for():
    simple = gathered(of_counts({"Yes": [60], "No": [40]}), {"question": "q"})
    staged = gathered(
        sample_survey(),
        {"question": "trust"},
        wave="all",
        design={
            "weights": "w",
            "stages": [{"units": "council", "strata": ["region"], "population": 90}, {"population": 40}],
        },
    )

    said = [
        " ".join(plain(text) for text in deck(one, at=AT, publisher="A").document.texts()) for one in (simple, staged)
    ]
    assert "as of a simple random sample" in said[0]
    assert "How many were invited is not known, so there is no response rate." in said[0]
    assert "2 stages of sampling" in said[1]
    assert "Finite population: Errors are smaller" in said[1]


def test_fieldwork_and_mode_come_from_the_wave_where_the_design_has_none():
    answers = over_waves([500, 600])
    days = {"start": datetime(2013, 2, 1, tzinfo=UTC).date(), "end": datetime(2013, 2, 27, tzinfo=UTC).date()}
    waves = (answers.survey.waves[0], replace(answers.survey.waves[1], mode="Telephone", **days))

    material = gathered(Answers(replace(answers.survey, waves=waves), answers.frame), {"question": "q"})

    cover = deck(material, at=AT, publisher="A").document.meta.subtitle
    assert (
        cover
        == "1,000 replies from respondents. Wave 2013. 1 February 2013 to 27 February 2013. Telephone. Unweighted."
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"fractions": {"names": {"all": 100}}}, "fractions: 'all'"),
        ({"fractions": {"exact": -1}}, "fractions: 'exact'"),
    ],
)
def test_fractions_that_are_none_are_refused(said, words):
    with pytest.raises(InputError, match=words):
        design_of("d", said)


def test_a_wave_is_named_only_where_there_are_waves():
    with pytest.raises(InputError, match="the codebook names no wave"):
        gathered(of_counts({"Yes": [60], "No": [40]}), {"question": "q"}, wave=2012)
