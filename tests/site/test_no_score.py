"""No page, export or schema gives an overall score of a council, or a rank across measures (C24)."""

import csv
import io
import json
import re

import openpyxl
import pytest
from docx import Document

from sectorled.councils.releases import release_read
from tests.site.crawling import walked

JUDGED = r"(?:scores?|rank(?:s|ing|ings)?|ratings?|grades?|points|positions?)"
WHOLE = r"(?:overall|total|composite|combined|aggregate|council|summary|final|across all measures)"
SCORE_WORDS = re.compile(
    rf"\b{WHOLE} {JUDGED}\b|\bleague tables?\b|\bstar rating\b|\b{JUDGED} overall\b", re.IGNORECASE
)
SCORE_FIELD = re.compile(
    r"^(?:(?:overall|total|composite|combined|aggregate|council|summary|final)_(?:score|rank|rating|grade|position)"
    r"|(?:score|rank|rating|grade|position|points)_(?:overall|total|across_\w+)|league\w*|stars?|score|grade|rating)$"
)
DENIED = re.compile(r"(?:\bno|\bnever|\bnot|\bwithout|\bneither)\b[^.]{0,60}$", re.IGNORECASE)
LABELLED = re.compile(r"^(?:Table|Figure) \d+(?: as a table)?: ")
OF_ONE_MEASURE = {"rank", "rank_share", "band", "rank_change"}  # fields that stand only beside the measure they are of


def score_words(text):
    """What reads as an overall score or rank, unless the sentence denies that there is one."""
    return [found[0] for found in SCORE_WORDS.finditer(text) if not DENIED.search(text[: found.start()])]


def score_fields(columns):
    """Columns that hold a score, and ranks in rows that do not say of which measure."""
    names = [column.strip().casefold().replace(" ", "_") for column in columns]
    scores = [name for name in names if SCORE_FIELD.match(name)]
    alone = [name for name in names if name.rpartition("previous_")[2].rpartition("first_")[2] in OF_ONE_MEASURE]
    return scores + (alone if "metric" not in names and "measure" not in names else [])


def score_file(text):
    """The same of a CSV file; the rows of a chart's table say by the ids of their values of which measure they are."""
    columns, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    at = columns.index("Value id") if "Value id" in columns else None
    measures = {row[at].split("/")[1] for row in rows} if at is not None else set()
    return score_fields([*columns, "metric"] if len(measures) == 1 else columns)


def score_tables(page, labels):
    """Tables with a column of ranks or scores whose title does not begin with the measure they are of."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        heads = [
            re.sub(r"<[^>]+>", "", head).strip() for head in re.findall(r"<th scope=\"col\".*?</th>", table, re.DOTALL)
        ]
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
        title = re.sub(r"<[^>]+>|\s+", " ", caption[1]).strip() if caption else ""
        if {"rank", "score", "grade", "rating"} & {head.casefold() for head in heads}:
            found += [] if LABELLED.sub("", title).startswith(labels) else [f"{title}: {heads}"]
    return found


def score_keys(answer, *, of_measure=False):
    """Keys of JSON that hold a score, and ranks that no measure stands above or beside."""
    if isinstance(answer, list):
        return [key for item in answer for key in score_keys(item, of_measure=of_measure)]
    if not isinstance(answer, dict):
        return []
    within = of_measure or "metric" in answer
    wrong = [key for key in answer if SCORE_FIELD.match(key) or (key in OF_ONE_MEASURE and not within)]
    return wrong + [key for value in answer.values() for key in score_keys(value, of_measure=within)]


def found_in(response, labels):
    """What is wrong with an answer, by what it is."""
    kind, content = response.headers.get("Content-Type", ""), response.getvalue()
    if kind.startswith("text/html"):
        page = content.decode()
        return score_words(re.sub(r"<[^>]+>|\s+", " ", page)) + score_tables(page, labels)
    if kind.startswith("text/csv"):
        return score_file(content.decode("utf-8-sig"))
    if kind.startswith("application/json"):
        return score_keys(json.loads(content)) if "openapi" not in json.loads(content) else []
    if "spreadsheetml" in kind:
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return score_words(" ".join(str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.value))
    if "wordprocessingml" in kind:
        return score_words(" ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs))
    return []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "officer", "steward"])
def test_no_page_or_export_gives_an_overall_score(role, client, sector, request):
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    labels = tuple(release_read().table("metrics")["label"])

    answers = {address: found_in(response, labels) for address, response in walked(client)}

    assert {address: wrong for address, wrong in answers.items() if wrong} == {}
    endings = {address.partition("?")[0].rpartition(".")[2] for address in answers if "." in address.partition("?")[0]}
    assert len(answers) > 60
    assert {"csv", "docx", "xlsx"} <= endings
    for place in ("/compare/", "/baskets/outcomes/", "/measures/", "/councils/", "/releases/", "/values/", "/groups/"):
        assert any(address.startswith(place) for address in answers), place


@pytest.mark.django_db
def test_no_field_of_the_api_is_an_overall_score(client, sector):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]

    fields = {f"{name}.{field}": field for name, schema in schemas.items() for field in schema.get("properties", {})}
    ranked = {name.partition(".")[0] for name, field in fields.items() if field in OF_ONE_MEASURE}
    assert len(fields) > 100
    assert [name for name, field in fields.items() if SCORE_FIELD.match(field)] == []
    assert ranked == {"AreaStanding", "Then"}  # one area on one measure, and the same at an earlier period


@pytest.mark.parametrize(
    "text",
    [
        "Amberfold has an overall score of 71.",
        "It is 3rd in the league table of councils.",
        "Council ranking 2026",
        "Its combined rank is 12.",
        "Ranking overall: 4th of 62",
        "A star rating for every council",
    ],
)
def test_the_rule_finds_a_score_in_words(text):
    assert score_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no overall score.",
        "It is never added up to a total score.",
        "We publish neither a score nor a league table.",
    ],
)
def test_the_rule_lets_pages_say_that_there_is_none(text):
    assert score_words(text) == []


@pytest.mark.parametrize(
    "columns", [["area", "overall_rank"], ["name", "score"], ["council", "rank"], ["area", "Rank overall"]]
)
def test_the_rule_finds_a_score_among_columns(columns):
    assert score_fields(columns)


def test_the_rule_lets_ranks_of_one_measure_be():
    assert score_fields(["metric", "area", "rank", "previous_rank"]) == []
    assert score_keys({"metric": "m1", "groups": [{"areas": [{"rank": 1}]}]}) == []
    assert score_tables('<table><caption>Smoking, 2024</caption><th scope="col">Rank</th></table>', ("Smoking",)) == []


def test_the_rule_lets_the_table_of_a_chart_name_its_measure_by_the_ids_of_its_values():
    file = "Council,Rank,Value id\r\nX,1,r/smoking/X01/2024\r\nY,2,r/{}/X02/2024\r\n"

    assert score_file(file.format("smoking")) == []
    assert score_file(file.format("turnout")) == ["rank"]
    assert score_file("Council,Rank\r\nX,1\r\n") == ["rank"]


def test_the_rule_finds_a_score_in_json_and_in_a_table():
    assert score_keys({"councils": [{"area": "X01", "rank": 1}]}) == ["rank"]
    assert score_keys({"metric": "m1", "overall_score": 3}) == ["overall_score"]
    assert score_tables('<table><caption>Councils</caption><th scope="col">Rank</th></table>', ("Smoking",))
