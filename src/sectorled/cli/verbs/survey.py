"""Tables, estimates, weights, trends, slides and reports of a survey, each figure with its base and how sure it is."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter

from sectorled.cli.verbs.survey_parts import chain, check, deck, estimate, load, report, tabulate, trend, weight

EXAMPLE = tabulate.EXAMPLE
PARTS = {
    "load": load,
    "tabulate": tabulate,
    "estimate": estimate,
    "weight": weight,
    "trend": trend,
    "chain": chain,
    "deck": deck,
    "report": report,
    "check": check,
}


def add_arguments(parser: ArgumentParser) -> None:
    """What can be said to `survey`: one of its parts, each with a help and an example of its own."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True, help="what to ask of the survey")
    for name, part in PARTS.items():
        words = (part.__doc__ or "").strip()
        sub = parts.add_parser(
            name,
            help=words.splitlines()[0].lower().rstrip("."),
            description=words,
            epilog=f"example:\n  {part.EXAMPLE}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        part.add_arguments(sub)


def run(args: Namespace) -> int:
    """Answer with the part that was asked for."""
    return int(PARTS[args.part].run(args))
