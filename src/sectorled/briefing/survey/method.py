"""How sure one can be of a survey's figures, who replied, and how it was done; the same words in deck and report."""

from collections.abc import Iterator

from sectorled.analysis.words import half_up, number
from sectorled.briefing.survey.figures import listed
from sectorled.briefing.survey.gathering import SurveyMaterial
from sectorled.publishing.document import Figure, Inline, Paragraph, Strong, Text
from sectorled.publishing.table import Cell, Column, Row, Table
from sectorled.publishing.table import number as numeric
from sectorled.warehouse.answers.tabulate.sample import SELF_SELECTED
from sectorled.warehouse.answers.tabulate.words import how_tested

Term = tuple[str, Text]
WARNING = (Strong("Read with care. "), SELF_SELECTED)
SURE = "How sure these figures are"
DONE = "How this was done"
ROUNDED = "Per cents are rounded half up from the unrounded figure and nets are counted, so parts may not add to 100."


def cover(material: SurveyMaterial) -> str:
    """What, when, of whom, how and with which weights, in a line."""
    known = dict(material.details)
    who = material.survey.population or f"{material.survey.unit_of_analysis}s"
    parts = [material.plan.about.removesuffix("."), f"{number(material.replies.all)} replies from {who.lower()}"]
    parts += [f"wave {material.wave.label}" if material.wave and len(material.replies.by_wave) > 1 else ""]
    parts += [_fieldwork(material), known.get("Mode") or (material.wave.mode if material.wave else "")]
    parts += ["unweighted" if known.get("Weighting") == "Unweighted." else "weighted"]
    words = ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts if part)
    return f"{words}."


def _fieldwork(material: SurveyMaterial) -> str:
    """When replies were given."""
    said, wave = dict(material.details).get("Fieldwork", ""), material.wave
    if said or wave is None or wave.start is None:
        return said.removesuffix(".")
    days = [f"{day.day} {day:%B %Y}" for day in (wave.start, wave.end) if day]
    return " to ".join(days)


def warning(material: SurveyMaterial) -> list[Paragraph]:
    """The plain warning about replies that chose themselves, where they did."""
    return [] if material.design.probability_sample else [Paragraph(WARNING, "inset")]


def sure(material: SurveyMaterial) -> list[Text]:
    """Intervals, tests, small bases, rounding, what was withheld and what cannot be put side by side."""
    bases, design = material.design.bases, material.design
    said = [f"Intervals are of 95 per cent, {_by_design(material)}."]
    said += [f"Differences are tested {how_tested(design.tests)}."]
    said += [
        (
            f"Of fewer than {bases.per_cent_from} replies counts are shown instead of per cents and nothing is tested; "
            f"of fewer than {bases.plain_from} figures are marked [u]. [low] is more than none that rounds to 0."
        ),
        ROUNDED,
    ]
    said += _withheld(material)
    said += [f"Two figures under one name: {words}" for _, table in material.findings for words in table.warnings]
    said += [f"Left out: {words}" for words in material.left_out]
    return [(words,) for words in said]


def _by_design(material: SurveyMaterial) -> str:
    """What errors allow for."""
    design, roles = material.design, material.survey.roles
    strata = design.strata if design.strata is not None else roles.strata
    clusters = design.clusters or roles.clusters
    known = [
        *([f"{len(design.stages)} stages of sampling"] if design.stages else []),
        *(["the replicate weights given"] if design.replicates else []),
        *([f"strata ({strata if isinstance(strata, str) else ', '.join(strata)})"] if strata else []),
        *([f"replies from one {clusters} being alike"] if clusters and clusters != "none" else []),
        *(["uneven weights"] if dict(material.details).get("Weighting") != "Unweighted." else []),
    ]
    return f"and allow for {listed(known)}" if known else "as of a simple random sample"


def _withheld(material: SurveyMaterial) -> Iterator[str]:
    gone = [table.question for _, table in material.findings if table.withheld]
    marks = {cell.mark for _, table in material.findings for row in table.rows for cell in row.cells}
    if gone:
        yield f"Withheld to protect confidentiality: {listed(gone)}."
    if "c" in marks:
        yield "Figures marked [c] are withheld so that nobody can be told apart."


def response(material: SurveyMaterial) -> Text:
    """How many replied, of how many invited where that is known."""
    replies, survey = material.replies, material.survey.id
    told = Figure(replies.all, number(replies.all), f"{survey}/replies")
    if replies.invited is None:
        return (told, " replied. How many were invited is not known, so there is no response rate.")
    rate = 100 * replies.all / replies.invited
    return (
        told,
        " of ",
        Figure(replies.invited, number(replies.invited), f"{survey}/invited"),
        " invited replied (",
        Figure(rate, f"{half_up(rate)} per cent", f"{survey}/response rate"),
        ").",
    )


def waves_table(material: SurveyMaterial) -> list[Table]:
    """Replies by wave, where there is more than one."""
    waves = material.replies.by_wave
    if len(waves) < 2:
        return []
    rows = tuple(Row(label, (_replies(material, label, count),)) for label, count in waves)
    title = "Replies by wave"
    return [Table(title=title, columns=(Column("Replies"),), rows=rows, stub="Wave", base="All respondents")]


def _replies(material: SurveyMaterial, wave: str, count: int) -> Cell:
    return numeric(count, value_id=f"{material.survey.id}/replies/{wave}")


def done(material: SurveyMaterial) -> tuple[Term, ...]:
    """How the survey was done, term by term."""
    survey, known = material.survey, dict(material.details)
    known.pop("Source", None)
    rows: list[tuple[str, str | Text]] = [("Who was asked", survey.population or "Not said in the codebook.")]
    rows += [("Replies", response(material))]
    if material.wave and len(material.replies.by_wave) > 1:
        rows += [("Findings are of", f"Wave {material.wave.label}")]
    if "Fieldwork" not in known and _fieldwork(material):
        rows += [("Fieldwork", _fieldwork(material))]
    if "Mode" not in known and material.wave and material.wave.mode:
        rows += [("Mode", material.wave.mode)]
    rows += list(known.items())
    rows += [("Unit of analysis", survey.unit_of_analysis)]
    rows += [("Source", survey.source)] if survey.source else []
    return tuple((term, _text(words)) for term, words in rows)


def _text(words: str | Text) -> Text:
    text: tuple[Inline, ...] = (words,) if isinstance(words, str) else words
    return text
