"""Prints the JSON schemas of all answers and the page about their fields; holds real answers to the schemas."""

import json
import shlex
from argparse import ArgumentParser
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from sectorled.cli.__main__ import VERBS, _module
from sectorled.warehouse.loads import LoadReport
from sectorled.warehouse.queries import basket, check, listing, nearest, provenance, shapes, since
from sectorled.warehouse.queries.released import Listed
from sectorled.warehouse.verify.run import Verification
from tests.cli.run import sectorled
from tests.cli.test_examples import two_releases
from tests.spec.printing import printed, table
from tests.warehouse import small_package

ANSWERS: dict[str, Any] = {
    "basket": basket.BasketAnswer,
    "changes": since.ChangesAnswer,
    "check": check.CheckAnswer,
    "compare": shapes.Comparison,
    "explain": provenance.Provenance,
    "list": listing.Listing,
    "load": LoadReport,
    "neighbours": nearest.Neighbours,
    "propose-council": shapes.ProposedCouncil,
    "releases": list[Listed],
    "same-verdict": shapes.SameVerdict,
    "trend": shapes.Series,
    "verify": Verification,
}
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "null", Any: "anything"}
INTRODUCTION = """# Answers

This page is printed by a test from the answers' own definitions. Each verb with `--format json` (and `load --report`)
answers in this form; the JSON schema of each is beside this page. A figure that is not there is `null`, never 0. No
field is a score over several metrics."""


def schema(verb: str) -> dict[str, Any]:
    found: dict[str, Any] = TypeAdapter(ANSWERS[verb]).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | found


@pytest.mark.parametrize("verb", ANSWERS)
def test_the_schema_of_an_answer_is_printed(verb):
    Draft202012Validator.check_schema(schema(verb))

    printed(f"schemas/{verb}", json.dumps(schema(verb), indent=1), ending="json")


def test_every_verb_that_answers_in_json_has_a_schema():
    def answers(verb):
        parser = ArgumentParser()
        _module(verb).add_arguments(parser)
        return any(action.dest in ("format", "report") for action in parser._actions)

    assert {verb for verb in VERBS if answers(verb)} == set(ANSWERS)


def test_the_page_of_answers_names_every_field():
    printed("answers", "\n\n".join([INTRODUCTION, *(_section(verb) for verb in ANSWERS)]))


def _section(verb: str) -> str:
    kinds = _kinds(ANSWERS[verb])
    parts = [f"### {kind.__name__}\n\n{_about(kind)}\n\n{table(['field', 'type'], _rows(kind))}" for kind in kinds]
    return "\n\n".join([f"## {verb}", f"[Schema](schemas/{verb}.json)", *parts])


def _about(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split())


def _rows(kind: type) -> list[list[str]]:
    return [[f"`{field.name}`", _words(field.type)] for field in fields(kind)]


def _words(hint: Any) -> str:
    inner = [_words(one) for one in get_args(hint)]
    if get_origin(hint) is list:
        return f"list of {inner[0]}"
    if get_origin(hint) is dict:
        return f"{inner[1]} for each {inner[0]}"
    return " or ".join(inner) or _PLAIN.get(hint, getattr(hint, "__name__", "anything"))


def _kinds(hint: Any) -> list[type]:
    """The dataclasses in a type, outer ones first, each once."""
    inner = [kind for one in get_args(hint) for kind in _kinds(one)]
    if not is_dataclass(hint):
        return inner
    own: list[type] = [hint]  # type: ignore[list-item]  # a dataclass is a type
    return list(dict.fromkeys([*own, *(kind for field in fields(hint) for kind in _kinds(field.type))]))


@pytest.mark.parametrize("verb", sorted(set(ANSWERS) - {"load"}))
def test_a_real_answer_keeps_to_its_schema(verb, examples):
    _, *words = shlex.split(_module(verb).EXAMPLE)
    ran = sectorled(*words, "--format", "json", warehouse=examples)

    assert ran.code in (0, 1), ran.err
    Draft202012Validator(schema(verb)).validate(json.loads(ran.out))


def test_a_load_report_keeps_to_its_schema(tmp_path):
    package = small_package.write(tmp_path, observations=f"{small_package.TABLES['observations']}m9,X01,2023/24,1,,,\n")

    ran = sectorled("load", "package", package, "--accept-refusals", "--report", warehouse=tmp_path / "warehouse")

    Draft202012Validator(schema("load")).validate(json.loads(ran.out))
    assert json.loads(ran.out)["rows_refused"] == 1


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    return two_releases(tmp_path_factory.mktemp("answers"))
