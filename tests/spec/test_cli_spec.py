"""Prints the reference of the command line and of its exit codes, from the verbs themselves."""

from argparse import SUPPRESS, Action, ArgumentParser

from sectorled.cli.__main__ import VERBS, _module
from tests.cli.run import published, sectorled
from tests.spec.printing import printed, table
from tests.warehouse import small_package

EVERYWHERE = """Every verb takes `--warehouse`, a folder or an `s3://` address (default: `$SECTORLED_WAREHOUSE`, else
`var/warehouse`), and `--help`. Answers go to standard output, everything else to standard error: what was counted, what
was refused, progress. `--format json` is made for programs: its fields are in [answers](answers.md)."""


AFTER_A_REFUSAL = """After code 3 nothing was loaded and nothing was published: the published release is byte for byte
what it was. A reader who leaves early (`| head`) is no error."""


def test_the_reference_page_of_the_command_line_says_what_the_verbs_take():
    verbs = "\n".join(f"- [`{verb}`](#{verb}): {line}" for verb, line in VERBS.items())
    top = ["# Command line", "This page is printed by a test from the verbs themselves.", EVERYWHERE, verbs]
    printed("command-line", "\n\n".join([*top, *(_section(verb) for verb in VERBS)]))


def _section(verb: str) -> str:
    module, parser = _module(verb), ArgumentParser(add_help=False)
    module.add_arguments(parser)
    rows = [[f"`{_name(action)}`", _help(action)] for action in parser._actions if action.help != SUPPRESS]
    options = [table(["word", "meaning"], rows)] if rows else []
    return "\n\n".join([f"## {verb}", module.__doc__.strip(), f"```\n{module.EXAMPLE}\n```", *options])


def _name(action: Action) -> str:
    shown = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    value = "" if action.nargs == 0 else str(shown)
    several = " ..." if action.nargs == "+" else ""
    return " ".join([*action.option_strings[-1:], value]).strip() + several


def _help(action: Action) -> str:
    choices = f" One of: {', '.join(map(str, action.choices))}." if action.choices else ""
    needed = " Needed." if action.required and action.option_strings else ""
    return f"{action.help}.{choices}{needed}".replace("|", "\\|")


def test_the_reference_page_of_exit_codes_says_what_commands_end_with(tmp_path):
    sound = published(tmp_path)
    unsourced = published(tmp_path / "u", metrics=small_package.TABLES["metrics"].replace(",A register", ","))
    ran = [
        (sound, ("compare", "m1"), "the answer is on standard output"),
        (sound, ("load", "package", tmp_path / "package"), "also where the same content was loaded before"),
        (unsourced, ("check",), "`check` found something to mend, `verify` a figure that differs"),
        (sound, ("compare",), "wrong use: the usage is on standard error"),
        (sound, ("compare", "m9"), "refused: what was asked for is not there, or a file cannot be read"),
    ]
    rows = [[sectorled(*words, warehouse=place).code, said] for place, words, said in ran]
    printed(
        "exit-codes",
        "\n\n".join(
            [
                "# Exit codes",
                "This page is printed by a test that runs the commands.",
                table(["code:", "when"], [*rows, [130, "stopped by the user (Ctrl-C)"]]),
                AFTER_A_REFUSAL,
            ]
        ),
    )
