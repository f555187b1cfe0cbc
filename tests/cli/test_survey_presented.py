"""The norms of presentation at the command line, on files: who is not shown, rounding, rounds, wording, small bases."""

import json

import pytest

from tests.cli.run import sectorled

OBJECTIVES = (30, 19, 11, 4, 1, 1)  # the published table of 66 replies


def counted(folder, *rows, head="question,answer,count"):
    """A file of answer counts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "counts.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    return folder / "counts.csv"


def people(folder, codebook, rows, design=""):
    """A file of respondents with its codebook and design, as words of the command."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("people.csv", rows), ("codebook.csv", codebook), ("design.toml", design)):
        (folder / name).write_text(text, "utf-8")
    return (folder / "people.csv", "--codebook", folder / "codebook.csv", "--design", folder / "design.toml")


def told(*words):
    """The answer as JSON."""
    ran = sectorled("survey", *words, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_respondents_in_no_shown_column_are_counted(tmp_path):
    codebook = (
        "variable,kind,text,code,label,missing\n"
        "useful,single,Is it useful?,,,\n,,,1,Yes,\n,,,2,No,\n"
        "post,single,Post,,,\n,,,1,Officers,\n,,,2,Frontbench,\n,,,3,Backbench,\n"
    )
    posts = [*["1"] * 343, *["2"] * 374, *["3"] * 295, *[""] * 94]
    rows = "useful,post\n" + "".join(f"{1 + i % 2},{post}\n" for i, post in enumerate(posts))
    words = people(tmp_path, codebook, rows)

    printed = sectorled("survey", "tabulate", *words, "--rows", "useful", "--columns", "post")

    assert printed.code == 0, printed.err
    assert "1,106" in printed.out
    assert "Note: Post: 94 not shown." in printed.out


def test_published_per_cents_sum_to_101_and_say_so(tmp_path):
    counts = counted(tmp_path, *(f"objective,Answer {i},{n}" for i, n in enumerate(OBJECTIVES)))

    printed = sectorled("survey", "tabulate", counts, "--rows", "objective")
    (table,) = told("tabulate", counts, "--rows", "objective")["tables"]

    assert [row["cells"][0]["shown"] for row in table["rows"]] == ["45", "29", "17", "6", "2", "2"]
    assert "Total: sums to 101 because of rounding." in printed.out
    assert table["withheld"] is None


def test_a_round_is_told_from_those_before_it(tmp_path):
    satisfied = [700] * 16 + [610] * 3 + [600]
    rows = [
        f"satisfied,{answer},{count},{1999 + wave}"
        for wave, yes in enumerate(satisfied)
        for answer, count in (("Yes", yes), ("No", 1000 - yes))
    ]
    counts = counted(tmp_path, *rows, head="question,answer,count,wave")

    printed = sectorled("survey", "trend", counts, "--rows", "satisfied", "--format", "csv")

    assert printed.code == 0, printed.err
    assert printed.out.count("lower than 16 of the previous 19 rounds") == 1


def test_changed_wording_is_marked_b_with_both_wordings(tmp_path):
    codebook = {
        "id": "s",
        "title": "S",
        "roles": {"wave": "wave"},
        "questions": [
            {
                "id": "wave",
                "kind": "single",
                "text": "Wave",
                "answers": [{"code": w, "label": f"{w}"} for w in (2012, 2013)],
            },
            {
                "id": "aware",
                "kind": "single",
                "text": "Are you aware of it?",
                "answers": [{"code": 1, "label": "Yes"}, {"code": 2, "label": "No"}],
                "wordings": [
                    {"text": "Have you heard of it?", "waves": [2012]},
                    {"text": "Are you aware of it?", "waves": [2013]},
                ],
            },
        ],
    }
    (tmp_path / "codebook.json").write_text(json.dumps(codebook), "utf-8")
    (tmp_path / "people.csv").write_text("wave,aware\n" + "2012,1\n2012,2\n2013,1\n2013,1\n" * 60, "utf-8")
    words = (tmp_path / "people.csv", "--codebook", tmp_path / "codebook.json", "--rows", "aware")

    trend = sectorled("survey", "trend", *words, "--format", "csv")
    table = sectorled("survey", "tabulate", *words, "--columns", "wave")

    assert trend.code == table.code == 0
    assert [line.split(",")[9] for line in trend.out.splitlines()[1:]] == ["", "b", "", "b"]
    for said in (trend.err, table.out):
        assert (
            "[b] The wording changed: 'Have you heard of it?' (2012), then 'Are you aware of it?' (2013)."
            in " ".join(said.split())
        )
    points = told("trend", *words)["lines"][0]["points"]
    assert [point["change"] for point in points] == [None, None]


def test_a_wave_without_the_question_is_a_gap(tmp_path):
    rows = [
        "aware,Yes,60,2012",
        "aware,No,40,2012",
        "aware,Yes,70,2014",
        "aware,No,30,2014",
        "other,Yes,50,2013",
        "other,No,50,2013",
    ]
    counts = counted(tmp_path, *rows, head="question,answer,count,wave")

    points = {p["wave"]: p for p in told("trend", counts, "--rows", "aware")["lines"][0]["points"]}

    assert points["2014"]["per_cent"] == 70
    assert points.get("2013", {"per_cent": None})["per_cent"] is None


@pytest.mark.parametrize(
    ("base", "shown", "mark", "tested"),
    [
        (20, "10", None, False),
        (29, "14", None, False),
        (30, "50", "u", True),
        (99, "49", "u", True),
        (100, "50", None, True),
    ],
)
def test_small_bases_are_counts_and_marked_ones_per_cents(tmp_path, base, shown, mark, tested):
    rows = [f"q,Yes,{base // 2},Small", f"q,No,{base - base // 2},Small", "q,Yes,190,Large", "q,No,10,Large"]
    counts = counted(tmp_path, *rows, head="question,answer,count,kind_of_place")

    (table,) = told("tabulate", counts, "--rows", "q", "--columns", "kind_of_place")["tables"]

    small, large = table["rows"][0]["cells"][1:]
    assert (small["shown"], small["mark"]) == (shown, mark)
    assert bool(large["higher_than"]) is tested


def test_one_in_a_thousand_is_low_and_only_nobody_is_0(tmp_path):
    counts = counted(tmp_path, "q,Yes,999", "q,No,1", "q,Never,0")

    printed = sectorled("survey", "tabulate", counts, "--rows", "q")
    cells = [row["cells"][0] for row in told("tabulate", counts, "--rows", "q")["tables"][0]["rows"]]

    assert [cell["shown"] for cell in cells] == ["100", "[low]", "0"]
    assert "[low] more than none, but rounds to 0" in printed.out


def test_two_figures_for_one_label_raise_a_warning(tmp_path):
    codebook = (
        "variable,kind,text,code,label\n"
        "a,single,First?,,\n,,,1,Great\n,,,2,Moderate\n,,,3,None\n"
        "b,single,Second?,,\n,,,1,Great\n,,,2,Moderate\n,,,3,None\n"
    )
    rows = "a,b\n" + "1,1\n2,2\n3,\n" * 50
    design = '[[nets.a]]\nlabel = "Helped"\nanswers = [1]\n[[nets.b]]\nlabel = "Helped"\nanswers = [1, 2]\n'
    words = people(tmp_path, codebook, rows, design)

    printed = " ".join(sectorled("survey", "tabulate", *words, "--rows", "a,b").out.split())

    assert "Caveat: 'Helped' means 'Great' here and 'Great or Moderate' in b." in printed


def test_self_selected_replies_are_warned_of_under_every_table(tmp_path):
    codebook = "variable,kind,text,code,label\na,single,First?,,\n,,,1,Yes\n,,,2,No\n"
    words = people(tmp_path, codebook, "a\n" + "1\n2\n" * 30, "probability_sample = false\n")

    assert (
        "Sample: Replies are self-selected, not a random sample"
        in sectorled("survey", "tabulate", *words, "--rows", "a").out
    )


def test_the_finite_population_is_a_switch(tmp_path):
    codebook = "variable,kind,text,code,label\na,single,First?,,\n,,,1,Yes\n,,,2,No\n"
    rows = "a\n" + "1\n2\n" * 40

    def error(design):
        words = people(tmp_path, codebook, rows, design)
        (table,) = told("tabulate", *words, "--rows", "a")["tables"]
        return table["rows"][0]["cells"][0]["error"], dict(table["details"]).get("Finite population", "")

    of_frame, switched_off, without = (
        error(d) for d in ("population = 100\n", "population = 100\nfinite_population = false\n", "")
    )
    assert of_frame[0] == pytest.approx(without[0] * (1 - 0.8) ** 0.5)
    assert switched_off[0] == pytest.approx(without[0])
    assert "count of the frame" in of_frame[1]
    assert "not made smaller" in switched_off[1]
    assert without[1] == ""


def test_a_population_that_is_the_number_of_replies_is_doubted(tmp_path):
    codebook = "variable,kind,text,code,label\na,single,First?,,\n,,,1,Yes\n,,,2,No\n"
    told_of = {}
    for population in (80, 100):
        words = people(tmp_path, codebook, "a\n" + "1\n2\n" * 40, f"population = {population}\n")
        told_of[population] = sectorled("survey", "check", *words, "--format", "csv").out

    assert "Give the count of the frame" in told_of[80]
    assert "Give the count of the frame" not in told_of[100]


def test_the_published_chain_has_the_base_of_each_link(tmp_path):
    """Only the per cents are published (31, of which 82; 25 of all); these counts give them."""
    codebook = (
        "variable,kind,text,code,label\n"
        "more,single,Have you taken on more?,,\n,,,1,Yes\n,,,2,No\n"
        "helped,single,Did the programme help?,,\n,,,1,Great extent\n,,,2,Moderate extent\n,,,3,Not at all\n"
    )
    rows = "more,helped\n" + "1,1\n" * 40 + "1,2\n" * 33 + "1,3\n" * 16 + "2,\n" * 201
    words = (*people(tmp_path, codebook, rows), "--links", "more=1", "helped=1,2")

    said = sectorled("survey", "chain", *words)
    found = told("chain", *words)

    assert said.err.strip() == (
        "31 per cent (of 290) said “Yes” to “Have you taken on more?”; of these, 82 per cent [u] (of 89) said "
        "“Great extent or Moderate extent” to “Did the programme help?”: 25 per cent of all."
    )
    first, second = found["links"]
    assert (first["base"], second["base"], found["all"]) == (290, 89, 290)
    assert second["of_all"]["per_cent"] == pytest.approx(100 * 73 / 290)
    assert second["of_base"]["lower"] < 82 < second["of_base"]["upper"]


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pptx"])
def test_a_chain_is_written_as_a_file(tmp_path, form):
    codebook = "variable,kind,text,code,label\na,single,A?,,\n,,,1,Yes\n,,,2,No\nb,single,B?,,\n,,,1,Yes\n,,,2,No\n"
    words = people(tmp_path, codebook, "a,b\n" + "1,1\n1,2\n2,\n" * 40)

    ran = sectorled("survey", "chain", *words, "--links", "a=1", "b=1", "--format", form, "--to", tmp_path)

    assert ran.code == 0, ran.err
    assert (tmp_path / f"people-a-b.{form}").exists() or list(tmp_path.glob(f"*-a-b.{form}"))


@pytest.mark.parametrize(
    ("links", "said"),
    [
        (["a=1"], "a chain has at least 2 links"),
        (["a=1", "c=1"], "no question 'c'"),
        (["a=1", "b=7"], "b: has no answer '7' in its base. Its answers: 1 (Yes), 2 (No)"),
        (["a=2", "b=1"], "the chain reaches nobody at 'b'"),
    ],
)
def test_a_chain_that_leads_nowhere_is_refused_with_its_link(tmp_path, links, said):
    codebook = "variable,kind,text,code,label\na,single,A?,,\n,,,1,Yes\n,,,2,No\nb,single,B?,,\n,,,1,Yes\n,,,2,No\n"
    words = people(tmp_path, codebook, "a,b\n" + "1,1\n1,2\n2,\n" * 40)

    ran = sectorled("survey", "chain", *words, "--links", *links)

    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err


def test_links_need_a_question_and_answers(tmp_path):
    assert sectorled("survey", "chain", "x.csv", "--links", "a").code == 2
