"""The fictional surveys as files that people really have: SPSS, CSV with a codebook, an XLSForm with its results."""

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from sectorled.demonstration.package import SEED
from sectorled.demonstration.surveys.answering import text_of
from sectorled.demonstration.surveys.perceptions import perceptions
from sectorled.demonstration.surveys.polling import polling
from sectorled.demonstration.surveys.programmes import feedback, impact
from sectorled.demonstration.world import make_world
from sectorled.warehouse.answers.coding import Answers
from sectorled.warehouse.answers.export import write_csv, write_sav
from sectorled.warehouse.answers.questions import Kind, Question, Value

Row = tuple[Value, ...]
NAMES = ("perceptions", "feedback", "impact", "polling")


def write_surveys(folder: Path, *, seed: int = SEED) -> list[Path]:
    """Write the four surveys below `folder`, a folder for each; the same seed gives the same answers."""
    world = make_world(seed)
    write_sav(perceptions(world), folder / "perceptions" / "data")
    write_csv(feedback(world), folder / "feedback" / "data")
    write_csv(polling(world), folder / "polling" / "data")
    _write_form(impact(world), folder / "impact")
    for name in NAMES:
        (folder / name / "design.toml").write_text(text_of(f"{name}.design.toml"), "utf-8")
    (folder / "perceptions" / "plan.toml").write_text(text_of("perceptions.plan.toml"), "utf-8")
    (folder / "README.md").write_text(text_of("about.md"), "utf-8")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_form(answers: Answers, folder: Path) -> None:
    """The form that was sent, and its results as a form server exports them."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = answers.survey.questions
    choices = [(question.id, answer.code, answer.label) for question in questions for answer in question.answers]
    sheets: dict[str, list[Row]] = {
        "survey": [("type", "name", "label", "relevant"), *map(_line, questions)],
        "choices": [("list_name", "name", "label"), *choices],
        "settings": [("form_title", "form_id"), ("Fictional impact survey", answers.survey.id)],
    }
    with Workbook(folder / f"{answers.survey.id}.xlsx") as book:
        book.set_properties({"created": datetime(2023, 10, 2)})  # noqa: DTZ001 - a workbook knows no time zones
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    answers.frame.write_csv(folder / "results.csv")


def _line(question: Question) -> Row:
    relevant = " and ".join(f"${{{name}}} = '{code}'" for name, codes in question.asked_if.items() for code in codes)
    kind = f"select_one {question.id}" if question.kind is Kind.SINGLE else "text"
    return kind, question.id, question.text, relevant
