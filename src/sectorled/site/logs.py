"""Logs as JSON, one event a line: what kind of page, how long it took, the number of the request; nobody's data."""

from typing import Any

import structlog
import structlog.typing
from structlog.tracebacks import ExceptionDictTransformer

_ABOUT_REQUESTS = ("django.request", "django.security")  # their words quote addresses, which may hold keys and names
_QUIET = ("fontTools", "weasyprint", "asyncio", "django_tasks", "httpx")


def logging_of(level: str) -> dict[str, Any]:
    """The configuration of the standard library's logging, through which everything is logged.

    The words of an exception may quote what somebody typed: they are logged at level DEBUG only, its kind and where it
    was raised always.
    """
    before: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*before, _without_addresses],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),  # they may be personal
            *([] if level == "DEBUG" else [_without_words]),
            structlog.processors.JSONRenderer(),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},  # the rest is in our own line
            **{name: {"handlers": [], "level": "WARNING", "propagate": True} for name in _QUIET},
        },
    }


def _without_addresses(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    record = event["_record"]
    if record.name.startswith(_ABOUT_REQUESTS):
        event["event"] = "request failed"
        event["status"] = getattr(record, "status_code", 400)
    return event


def _without_words(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for raised in event.get("exception", []):
        raised.pop("exc_value", None)
        raised.pop("exc_notes", None)
    return event
