"""A filtered chain: "31 per cent took on more, of whom 82 per cent were helped: 25 per cent of all"."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sectorled.briefing.survey.chains import chain_sentence
from sectorled.cli.output import FORMATS as SHOWN
from sectorled.cli.output import say, show
from sectorled.cli.verbs.survey_parts.reading import add_filter, add_release, add_survey, read, remembered
from sectorled.cli.verbs.survey_parts.writing import add_publisher, write
from sectorled.publishing.chain import chain_table
from sectorled.publishing.document import Document, Meta, Paragraph
from sectorled.publishing.files import FORMATS as FILES
from sectorled.warehouse.answers.tabulate.chain import Link, SurveyChain, survey_chain

EXAMPLE = "sectorled survey chain survey.csv --codebook codebook.csv --links role=3 trust=1"
COLUMNS = (
    "question",
    "answer",
    "base",
    "count",
    "per_cent",
    "lower",
    "upper",
    "mark",
    "of_all",
    "all_lower",
    "all_upper",
)
FORMATS = (*SHOWN, *(form for form in FILES if form not in SHOWN))


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey chain`."""
    add_survey(parser)
    add_filter(parser)
    parser.add_argument(
        "--links",
        required=True,
        nargs="+",
        type=_link,
        metavar="Q=ANSWER[,ANSWER]",
        help="questions in their order, each with the answers (codes, or a net) that lead on",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="how to answer (default: table); those after csv are files"
    )
    parser.add_argument("--to", type=Path, default=Path("reports"), metavar="FOLDER", help="where files go")
    add_publisher(parser)
    add_release(parser)


def _link(text: str) -> Link:
    question, _, answers = text.partition("=")
    codes = tuple(code.strip() for code in answers.split(",") if code.strip())
    if not question.strip() or not codes:
        raise ArgumentTypeError(f"{text!r} is no link. Write a question, = and the answers that lead on: useful=1,2.")
    return Link(question=question.strip(), answers=codes)


def run(args: Namespace) -> int:
    """Print the chain and say it in a sentence, or write it as a file."""
    answers, design = read(args)
    with remembered(args, answers) as history:
        found = survey_chain(answers, design, args.links, only=args.filter, history=history)
    sentence = chain_sentence(found)
    if args.format not in SHOWN:
        meta = Meta(at=datetime.now(UTC), publisher=args.publisher)
        document = Document(found.title, (Paragraph(sentence.text, "lead"), chain_table(found)), meta=meta)
        return write(document, [args.format], args.to, f"{found.survey}-{'-'.join(link.id for link in found.links)}")
    show(found, _rows(found), form=args.format, columns=COLUMNS, title=f"{found.title}. Base: {found.base}")
    for words in (sentence.words, *found.notes):
        say(words)
    return 0


def _rows(found: SurveyChain) -> list[dict[str, Any]]:
    return [
        {
            "question": link.id,
            "answer": link.answer,
            "base": link.base,
            "count": link.of_base.count,
            "per_cent": link.of_base.per_cent,
            "lower": link.of_base.lower,
            "upper": link.of_base.upper,
            "mark": link.of_base.mark,
            "of_all": link.of_all.per_cent,
            "all_lower": link.of_all.lower,
            "all_upper": link.of_all.upper,
        }
        for link in found.links
    ]
