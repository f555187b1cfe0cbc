"""A form as GOV.UK components want it: what each field is called, holds and got wrong, and the summary of errors."""

from typing import Any

from django.forms import BaseForm, BoundField


def components(form: BaseForm) -> dict[str, dict[str, Any]]:
    """By the name of each field, what its component is made from; under `summary` all that was wrong."""
    made = {field.name: _component(field) for field in form}
    return made | {"summary": {"titleText": "There is a problem", "errorList": _errors(form)}}


def _component(field: BoundField) -> dict[str, Any]:
    value = field.value()
    given = "" if value is None else str(value)
    made: dict[str, Any] = {
        "id": field.auto_id,
        "name": field.html_name,
        "label": {"text": field.label, "classes": "govuk-label--s"},
        "value": given,
    }
    if field.help_text:
        made["hint"] = {"text": field.help_text}
    if field.errors:
        made["errorMessage"] = {"text": field.errors[0]}
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        chosen = {str(one) for one in value} if isinstance(value, list) else {given}
        made["items"] = [_item(str(key), str(words), chosen) for key, words in choices]
    return made


def _item(key: str, words: str, chosen: set[str]) -> dict[str, Any]:
    on = key in chosen
    return {"value": key, "text": words, "selected": on, "checked": on}


def _errors(form: BaseForm) -> list[dict[str, str]]:
    whole = [{"text": str(error)} for error in form.non_field_errors()]
    return whole + [{"text": str(field.errors[0]), "href": f"#{field.auto_id}"} for field in form if field.errors]
