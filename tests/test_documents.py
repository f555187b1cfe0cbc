"""What the documents tell people to type works, and what they link to is there."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.run import sectorled

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NEEDS_A_FILE = ("load", "propose-mapping", "report quarterly")  # of the reader's own


def commands(text: str) -> list[str]:
    """The `sectorled` commands in code spans and code blocks."""
    spans = re.findall(r"`(sectorled [^`]+)`", text) + re.findall(r"^(sectorled .+)$", text, re.MULTILINE)
    return [span for span in spans if not span.removeprefix("sectorled ").startswith(NEEDS_A_FILE)]


@pytest.fixture(scope="module")
def fictional(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    ran = sectorled("demo", "--no-pages", warehouse=folder / "warehouse")
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.slow
def test_the_demonstration_answers_first_with_a_sentence_and_its_source(fictional):
    ran = sectorled("demo", "--no-pages", warehouse=fictional / "warehouse")

    sentence, source, *documents = ran.out.splitlines()
    assert "Amberfold" in sentence
    assert source.startswith("Source: ")
    assert {Path(path).name for path in documents} == {
        "brief.html",
        "brief.pdf",
        *(
            f"{report}-report.{form}"
            for report in ("headline", "perceptions")
            for form in ("html", "pdf", "docx", "xlsx")
        ),
        "perceptions-deck.pptx",
    }
    assert all(Path(path).stat().st_size > 5_000 for path in documents)


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(set(commands((ROOT / "README.md").read_text("utf-8")))))
def test_a_command_in_the_readme_works(command, fictional, monkeypatch):
    monkeypatch.chdir(fictional)
    words = shlex.split(command)[1:]

    ran = sectorled(*words, *([] if words == ["--help"] else ["--warehouse", str(fictional / "warehouse")]))

    assert ran.code in ((0, 1) if words[0] == "check" else (0,)), ran.err


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", document.read_text("utf-8"))

    missing = [link for link in links if not (document.parent / link).exists()]

    assert missing == []


def test_every_setting_from_the_environment_is_documented():
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"SECTORLED_[A-Z_]+", path.read_text("utf-8"))
    }
    pages = ("README.md", "CONTRIBUTING.md", "docs/reference/settings.md")
    told = "".join((ROOT / page).read_text("utf-8") for page in pages)

    assert {name for name in used if name not in told} == set()
