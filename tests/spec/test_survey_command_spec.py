"""Prints the parts of `survey`, the schemas of their answers, and what a design file may say."""

import json
import tomllib
from argparse import ArgumentParser
from dataclasses import fields, is_dataclass
from enum import EnumMeta
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from sectorled.briefing.survey import plan
from sectorled.cli.verbs.survey import PARTS
from sectorled.warehouse.answers.tabulate import design_file
from tests.cli.test_survey import ANSWERS
from tests.spec.printing import printed, table
from tests.spec.test_cli_spec import _help, _name

TOP = """# Surveys at the command line

This page is printed by a test from the command itself. The design file is described in
[its own page](survey-design-file.md), the plan of slides and reports in [another](survey-plan-file.md); what the
figures are, in [designs](survey-designs.md),
[estimates](survey-estimates.md), [tests](survey-tests.md), [weights](survey-weights.md) and
[disclosure](survey-disclosure.md)."""
PLAN_FILE = """# Surveys: the plan of slides and reports

This page is printed by a test from the code that reads the file. The file is TOML; a mistake is named with file, table
and key. Without a plan the coded questions of the latest wave go in, by role and by the strata of the codebook; what
was asked in more than one wave as a trend; and every question that a filter leads to as a chain. What then cannot be
shown is left out and named."""
PLAN_EXAMPLE = """title = "What councils think of the support, 2026"
about = "Perceptions survey"
by = ["role"]
invited = 700

[[findings]]
question = "useful"
says = "find the support useful"

[[findings]]
question = "heard"
by = ["region"]
answer = "A colleague"

[[trends]]
question = "useful"

[[chains]]
links = [
  { question = "more", answers = [1], says = "took on more responsibility" },
  { question = "helped", answers = ["net"], says = "say the programme helped" },
]
"""
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}
FILE = """# Surveys: the design file

This page is printed by a test from the code that reads the file. The file is TOML; everything may be left out, and a
mistake is named with its key. Without a word to the contrary the codebook's only weight, its strata and its clusters
count, and a council is a cluster."""
EXAMPLE = """weights = "weight"
strata = ["region", "wave"]
clusters = "council"
lonely = "average"

[filters.leaders]
role = [1]
age = { least = 30 }

[[nets.trust]]
label = "Trusts"
answers = [1, 2]
definition = "A great deal or a fair amount"

[scores.trust]
1 = 4
2 = 3
3 = 2
4 = 1

[bases]
per_cent_from = 30
plain_from = 100

[tests]
against = ["columns", "rest"]
adjust = "holm"

[disclosure]
identifying = ["ward"]

[fractions]
below = "just under"
above = "just over"

[weighting]
method = "raking"
[weighting.targets.region]
North = 500
South = 700

[details]
Fieldwork = "1 to 28 February"
Mode = "Telephone"
"""


@pytest.mark.parametrize("part", ANSWERS)
def test_the_schema_of_an_answer_is_printed(part):
    schema = TypeAdapter(ANSWERS[part]).json_schema(mode="serialization")
    Draft202012Validator.check_schema(schema)

    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    printed(f"schemas/survey-{part}", json.dumps(whole, indent=1), ending="json")


def test_the_page_of_the_command_says_what_its_parts_take():
    printed("survey-command", "\n\n".join([TOP, *(_section(part) for part in PARTS)]))


def _section(part: str) -> str:
    module, parser = PARTS[part], ArgumentParser(add_help=False)
    module.add_arguments(parser)
    rows = [[f"`{_name(action)}`", _help(action)] for action in parser._actions]
    schema = part in ANSWERS and f"With `--format json` it answers by [this schema](schemas/survey-{part}.json)."
    words = [
        f"## {part}",
        module.__doc__.strip(),
        f"```\n{module.EXAMPLE}\n```",
        table(["word", "meaning"], rows),
        *([schema] if schema else []),
    ]
    return "\n\n".join(words)


def test_the_page_of_the_design_file_names_every_key():
    design_file.design_of("example", tomllib.loads(EXAMPLE))

    parts = [FILE, f"```toml\n{EXAMPLE}```", *(_keys(kind) for kind in _kinds(design_file.DesignFile))]
    printed("survey-design-file", "\n\n".join(parts))


def test_the_page_of_the_plan_file_names_every_key():
    plan.plan_of("example", tomllib.loads(PLAN_EXAMPLE))

    parts = [PLAN_FILE, f"```toml\n{PLAN_EXAMPLE}```", *(_keys(kind) for kind in _kinds(plan.Plan, plan))]
    printed("survey-plan-file", "\n\n".join(parts))


def _keys(kind: type) -> str:
    rows = [[f"`{one.name}`", _words(one.type)] for one in fields(kind) if one.name != "name"]
    return f"## {kind.__name__}\n\n{' '.join((kind.__doc__ or '').split())}\n\n{table(['key', 'holds'], rows)}"


def _words(hint: Any) -> str:
    """A type as people say it."""
    parts = [part for part in get_args(hint) if part not in (type(None), Ellipsis)]
    if hint == design_file.Code:
        return "code"
    if get_origin(hint) is Literal or isinstance(hint, EnumMeta):
        return " or ".join(f"`{getattr(one, 'value', one)}`" for one in (parts or hint))
    if get_origin(hint) is tuple:
        return f"list of {_words(parts[0])}" if Ellipsis in get_args(hint) else " and ".join(map(_words, parts))
    if get_origin(hint) is dict:
        return f"by name: {_words(parts[1])}"
    if parts:
        return " or ".join(map(_words, parts))
    return PLAIN.get(hint, f"[{hint.__name__}](#{hint.__name__.lower()})")


def _kinds(hint: Any, module: ModuleType = design_file) -> list[type]:
    """The dataclasses of the file, the whole first, each once."""
    ours = isinstance(hint, type) and is_dataclass(hint) and hint.__module__ == module.__name__
    own: list[type] = [hint] if ours else []
    inner = [kind for one in get_args(hint) for kind in _kinds(one, module)]
    if own:
        inner += [kind for one in fields(hint) for kind in _kinds(one.type, module)]
    return list(dict.fromkeys([*own, *inner]))
