"""What a demonstration opens with: an answer in words with its source, and the documents made of the same release."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sectorled.briefing.brief import brief
from sectorled.briefing.comparators import comparators
from sectorled.briefing.headline import headline
from sectorled.briefing.material import gather
from sectorled.briefing.sentences import standing, sureness, travel
from sectorled.cli.output import say
from sectorled.cli.verbs.demo_parts import ANSWER
from sectorled.demonstration.metrics import PUBLISHER
from sectorled.demonstration.surveys.documents import survey_documents
from sectorled.demonstration.surveys.write import write_surveys
from sectorled.publishing.document import Document
from sectorled.publishing.errors import PublishingError
from sectorled.publishing.files import forms, save
from sectorled.warehouse.progress import Progress, counted
from sectorled.warehouse.queries.council import council_view
from sectorled.warehouse.queries.open import Release
from sectorled.warehouse.queries.series import series
from sectorled.warehouse.queries.shapes import MetricLine

SHOWN = ("Amberfold", "fictional.household-recycling")  # the council and metric that the fictional sector opens with
IN_REPORT = 4  # measures in the headline report
FORMS = {
    "brief": ("html", "pdf"),
    "headline-report": ("html", "pdf", "docx", "xlsx"),
    "perceptions-deck": ("pptx",),
    "perceptions-report": ("html", "pdf", "docx", "xlsx"),
}


def write_opening(release: Release, folder: Path, *, surveys: Path | None, progress: Progress) -> None:
    """Write the answer and the documents, all or none; of the fictional sector, which has `surveys`, theirs too."""
    area, line = _first(release, fictional=surveys is not None)
    documents = _documents(release, area, line, surveys)
    files = _files(documents, progress) | {ANSWER: f"{_answer(release, area, line)}\n".encode()}
    under_way = folder.with_name(f".{folder.name}.part")  # so that an interrupted start makes them all again
    save(files, under_way)
    shutil.rmtree(folder, ignore_errors=True)
    under_way.rename(folder)


def _first(release: Release, *, fictional: bool) -> tuple[str, MetricLine]:
    """The council and the metric to begin with."""
    if fictional:
        return SHOWN[0], council_view(release, SHOWN[0], metrics=[SHOWN[1]]).lines[0]
    owners = release.table("groups")["owner"].drop_nulls().unique().to_list()
    areas = sorted((release.area_names[code], code) for code in owners) or sorted(
        (name, code) for code, name in release.area_names.items()
    )
    view = council_view(release, areas[0][1])
    told = [x for x in view.lines if x.standing.rank and x.standing.verdict] or view.lines
    best = next((x for x in told if x.metric in view.stands_out), told[0])
    return view.area, best


def _answer(release: Release, area: str, line: MetricLine) -> str:
    """The first answer: where the council stands, whether chance explains it, which way it goes, and the source."""
    group = release.group(line.group)
    among = comparators(group["kind"], group["label"])
    own = series(release, line.metric, area, group=line.group)
    told = [standing(line, among, name=line.standing.name), sureness(line, tests=1), travel(line, own)]
    words = " ".join(sentence.words for sentence in told if sentence.words)
    return f"{words}\nSource: {line.source}, {line.period_spoken}. Cite as {line.value_id}."


def _documents(release: Release, area: str, line: MetricLine, surveys: Path | None) -> dict[str, Document]:
    """The brief and the headline report of this release, and slides and a report of the fictional survey."""
    at = datetime.fromisoformat(release.manifest.built)
    publisher = PUBLISHER if surveys else "Made with sectorled"
    whole = gather(release, area)
    chosen = [line.metric, *(x.metric for x in whole.view.lines if x.standing.rank and x.metric != line.metric)]
    report = headline(gather(release, area, metrics=chosen[:IN_REPORT]), at=at, publisher=publisher)
    documents = {"brief": brief(whole, at=at, publisher=publisher).document, "headline-report": report.document}
    if surveys:
        write_surveys(surveys)
        documents |= survey_documents(surveys, at=at)
    return documents


def _files(documents: Mapping[str, Document], progress: Progress) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    wanted = [(name, form) for name in documents for form in FORMS[name]]
    for name, form in counted(wanted, "files", progress):
        try:
            files |= forms(documents[name], name, [form])
        except PublishingError as error:  # the library that makes PDF is not there; the rest is
            say(f"{name}.{form} was not made. {error}")
    return files
