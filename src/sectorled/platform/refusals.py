"""What the domain raises when an act may not happen; the message is safe to show to the person who asked."""


class RefusedError(Exception):
    """The act was refused and nothing was written; the message says why and what to do."""


class TooOftenError(RefusedError):
    """The same person asks for more than one may at a time."""
