"""The house keeps its rules: budgets that no linter counts, reasons beside every exception, no machine named."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# migrations are written by Django
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations")
CHECKED = SOURCES + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "bench").rglob("*.py"))
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
EXCEPTIONS = re.compile(r"#\s*(noqa|type: ignore|pragma: no cover|pragma: no branch)(?P<rest>.*)")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "managers", "base", "misc"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CHECKED, ids=relative)
def test_a_file_is_short_enough_to_read_at_once(path):
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize("path", CHECKED, ids=relative)
def test_a_function_fits_a_screen(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]

    too_long = [
        f"{f.name}: {f.end_lineno - f.lineno + 1} lines"
        for f in functions
        if f.end_lineno - f.lineno >= MAX_FUNCTION_LINES
    ]

    assert too_long == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_our_own_code_is_imported_at_the_top_only(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]
    inside = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.ImportFrom | ast.Import)]

    own = [n.lineno for n in inside if "sectorled" in ast.dump(n)]

    assert own == []


@pytest.mark.parametrize("path", CHECKED, ids=relative)
def test_every_exception_to_a_rule_carries_its_reason(path):
    if path == Path(__file__):
        return
    without = [
        number
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := EXCEPTIONS.search(line)) and not re.search(r" [-#] ?\S+ \S+", found["rest"])
    ]

    assert without == []


def test_no_folder_or_module_is_named_after_a_technique():
    named = {part.removesuffix(".py") for path in SOURCES for part in path.relative_to(ROOT / "src").parts}

    assert named & FORBIDDEN_NAMES == set()


def test_every_dependency_says_why_it_is_there():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.findall(r'^ {4}"[A-Za-z0-9_.\-\[\],]+[><=].*$', project, re.MULTILINE)

    assert len(listed) > 20
    assert [line for line in listed if "# " not in line] == []


def test_locked_requirements_name_no_address():
    for path in ROOT.glob("requirements*.txt"):
        assert re.search(r"https?://|--index|--find-links", path.read_text("utf-8")) is None


def test_analysis_loads_nothing_but_numbers():
    code = "import sys, pkgutil, importlib, sectorled.analysis as a\n"
    code += "[importlib.import_module(m.name) for m in pkgutil.walk_packages(a.__path__, a.__name__ + '.')]\n"
    code += "print([m for m in ('django', 'polars', 'pyarrow', 'httpx') if m in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
