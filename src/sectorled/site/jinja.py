"""The one Jinja environment of the pages: escaping on, a missing value raises, GOV.UK macros at hand."""

from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse

from sectorled.site.addresses import large_print, permanent
from sectorled.site.filters import FILTERS
from sectorled.site.forms import components, problems

APPS = ("site", "people", "councils", "comparison", "stewardship", "api")  # whose templates there are


class LoudUndefined(jinja2.Undefined):
    """May be tested, as GOV.UK's macros do; raises when it is printed, walked or measured."""

    __slots__ = ()
    __str__ = __iter__ = __len__ = jinja2.Undefined._fail_with_undefined_error  # noqa: SLF001 - the hook Jinja gives


def environment(**options: Any) -> jinja2.Environment:
    """What Django's Jinja backend asks for."""
    made = jinja2.Environment(
        autoescape=True,
        undefined=LoudUndefined,
        loader=_loader(),
        finalize=_never_none,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=bool(options["auto_reload"]),
    )
    made.globals.update(static=static, url=_url, messages_of=get_messages, settings=settings)
    made.globals.update(components=components, problems=problems)
    made.globals.update(permanent=permanent, large_print=large_print)
    made.filters.update(FILTERS)
    return made


def _loader() -> jinja2.BaseLoader:
    ours: list[jinja2.BaseLoader] = [jinja2.PackageLoader(f"sectorled.{app}") for app in APPS]
    govuk = jinja2.PackageLoader("govuk_frontend_jinja")
    return jinja2.ChoiceLoader([*ours, jinja2.PrefixLoader({"govuk_frontend_jinja": govuk})])


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _never_none(value: Any) -> Any:
    if value is None:
        raise jinja2.UndefinedError(
            "A page would have printed None: a value was missing where the template prints one."
        )
    return value
