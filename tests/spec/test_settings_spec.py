"""Prints the reference of settings from the table that the site reads them by, and holds that table true."""

import ast
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sectorled.site import environment
from sectorled.site.environment import ROOT, VARIABLES
from tests.spec.printing import printed, table

ASKS = {f"environment.{ask}" for ask in ("text", "secret", "number", "yes", "one_of")}
SOURCE = ROOT / "src" / "sectorled"
TOP = """# Settings

This page is printed by a test from `sectorled.site.environment.VARIABLES`.

The site takes every setting from the environment. One that has no default must be given. `sectorled serve
--demonstration` gives what is missing, and keeps the secret key beside the warehouse."""


def test_the_reference_page_of_settings_lists_every_variable():
    rows = [[f"`{v.name}`", _default(v.default), v.meaning.replace("|", "\\|")] for v in VARIABLES]
    printed("settings", f"{TOP}\n\n{table(['variable', 'default', 'meaning'], rows)}")


def _default(value: str | None) -> str:
    if value is None:
        return "must be given"
    shown = value.replace(f"{ROOT}/", "")
    return f"`{shown}`" if shown else "none"


def test_the_site_reads_no_variable_that_is_not_listed_and_each_that_is():
    known = {variable.name for variable in VARIABLES}
    read = {
        call.args[0].value
        for path in (SOURCE / "site").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ASKS
    }

    assert read == known


@pytest.mark.parametrize("app", ["site", "api", "comparison", "stewardship", "people", "councils", "platform"])
def test_nothing_but_the_table_reads_the_environment(app):
    direct = [
        str(path.relative_to(SOURCE))
        for path in (SOURCE / app).rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text("utf-8"))
    ]

    assert direct == (["site/environment.py", "site/wsgi.py"] if app == "site" else [])


@pytest.mark.parametrize(
    ("ask", "name", "given", "said"),
    [
        (environment.text, "SECTORLED_SECRET_KEY", {}, "Set SECTORLED_SECRET_KEY: signs"),
        (environment.secret, "SECTORLED_SECRET_KEY", {"SECTORLED_SECRET_KEY": "short"}, "is too short"),
        (environment.number, "SECTORLED_PROXIES", {"SECTORLED_PROXIES": "-1"}, "needs a whole number"),
        (environment.number, "SECTORLED_PROXIES", {"SECTORLED_PROXIES": "one"}, "needs a whole number"),
        (environment.yes, "SECTORLED_HTTPS", {"SECTORLED_HTTPS": "true"}, "needs yes or no"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named_with_its_meaning(ask, name, given, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        ask(name, environment=given)


def test_a_word_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(ImproperlyConfigured, match="one of: console, file, smtp"):
        environment.one_of("SECTORLED_MAIL", ("console", "file", "smtp"), {"SECTORLED_MAIL": "pigeon"})


def test_a_setting_that_is_blank_has_its_default():
    assert environment.number("SECTORLED_PROXIES", {"SECTORLED_PROXIES": ""}) == 0
    assert environment.yes("SECTORLED_HTTPS", {"SECTORLED_HTTPS": "YES"})
    assert Path(environment.text("SECTORLED_FILES", {})).is_relative_to(ROOT)
