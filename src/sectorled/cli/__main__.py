"""The `sectorled` command: a table of verbs.  Answers go to standard output, everything else to standard error."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sectorled.cli.output import say
from sectorled.warehouse.store import StoreError
from sectorled.warehouse.tidy import InputError

VERBS: dict[str, str] = {
    "demo": "set everything up with a fictional sector, or with the real files in a folder",
    "serve": "start the site and its worker",
    "warm": "fetch every council's and measure's page once, so that readers find it made",
    "add-user": "make an account, with a role, and a link to choose its password",
    "back-up": "write everything that the installation holds into one archive",
    "restore": "fill an empty installation from an archive",
    "load": "take in a publisher's file, a data package or a mapped table",
    "propose-mapping": "guess what the columns of a table never seen mean",
    "check": "list what is wrong, missing or overdue in what was loaded",
    "build": "make a release of what was loaded",
    "verify": "recompute a release with plain reference code",
    "publish": "make a release the published one",
    "roll-back": "publish an earlier release again",
    "notice": "tell people of a release that was published at the command line",
    "changes": "what is new, revised or overdue since an earlier release",
    "releases": "list the releases",
    "sweep": "write every standing of a release as Parquet",
    "package": "write a release as a data package",
    "list": "find metrics, areas, groups and baskets",
    "compare": "compare councils on a metric",
    "same-verdict": "does a verdict survive other reasonable groups?",
    "explain": "how one value was worked out, back to its row in the publisher's file",
    "trend": "a council's values over time, and its direction of travel",
    "neighbours": "the councils most like one, and why",
    "basket": "direction of travel over a basket of metrics",
    "propose-council": "the baseline of a council that would replace others",
    "brief": "the one-page brief for a council's leader and chief executive",
    "report": "a headline report, or a quarterly one with a council's own measures",
    "survey": "tables, estimates, weights and trends of a survey",
}
# they need the database of records, and so Django
ON_RECORDS = frozenset({"serve", "notice", "add-user", "back-up", "restore"})
EXIT_MISUSED = 2
EXIT_REFUSED = 3  # the input was refused; nothing was changed
EXIT_STOPPED = 130  # as shells have it for a command that was interrupted
EXIT_CODES = """exit codes: 0 done; 1 a check or a verification found something; 2 wrong use of the command;
3 the input was refused and nothing was changed; 130 stopped by the user"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    args = parser(sys.argv[1:] if argv is None else argv)
    try:
        code = int(_module(args.verb).run(args))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say(f"\nsectorled {args.verb}: stopped. What was published is as it was.")
        return EXIT_STOPPED
    except (InputError, StoreError, OSError) as error:
        say(f"sectorled {args.verb}: {error}")
        return EXIT_REFUSED
    return code


def parser(argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; only the module of the verb that is asked for is imported."""
    top = argparse.ArgumentParser(
        prog="sectorled", description="Compare councils openly, and show what changed.", epilog=EXIT_CODES
    )
    subparsers = top.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    asked = next((word for word in argv if word in VERBS), None)
    for verb, line in VERBS.items():
        sub = subparsers.add_parser(verb, help=line, formatter_class=argparse.RawDescriptionHelpFormatter)
        sub.add_argument(
            "--warehouse",
            default=os.environ.get("SECTORLED_WAREHOUSE", "var/warehouse"),
            help="folder or s3:// address of the warehouse (default: $SECTORLED_WAREHOUSE, else var/warehouse)",
        )
        if verb == asked:
            if verb in ON_RECORDS:
                import_module("sectorled.cli.records").set_up(argv)
            module = _module(verb)
            sub.description, sub.epilog = module.__doc__, f"example:\n  {module.EXAMPLE}\n\n{EXIT_CODES}"
            module.add_arguments(sub)
    args = top.parse_args(argv)
    if args.verb is None:
        top.print_help(sys.stderr)
        raise SystemExit(EXIT_MISUSED)
    return args


def _module(verb: str):  # type: ignore[no-untyped-def] # verbs are modules, which have no type of their own
    return import_module(f"sectorled.cli.verbs.{verb.replace('-', '_')}")


if __name__ == "__main__":
    raise SystemExit(main())
