"""The built demonstration: slides a board can read and a report on the fictional perceptions survey."""

from datetime import datetime
from pathlib import Path

from sectorled.briefing.survey.deck import deck
from sectorled.briefing.survey.gathering import gather
from sectorled.briefing.survey.plan import read_plan
from sectorled.briefing.survey.report import report
from sectorled.demonstration.metrics import PUBLISHER
from sectorled.publishing.document import Document
from sectorled.warehouse.answers.load import read_survey
from sectorled.warehouse.answers.tabulate.design_file import read_design

BANNER = "Fictional data"


def survey_documents(folder: Path, *, at: datetime) -> dict[str, Document]:
    """By name: the slides and the report of what `write_surveys` wrote into the folder, to be saved in any form."""
    place = folder / "perceptions"
    answers, design = read_survey(place / "data"), read_design(place / "design.toml")
    material = gather(answers, design, read_plan(place / "plan.toml"))
    made = {
        "perceptions-deck": deck(material, at=at, publisher=PUBLISHER, banner=BANNER),
        "perceptions-report": report(material, at=at, publisher=PUBLISHER, banner=BANNER),
    }
    return {name: one.document for name, one in made.items()}
