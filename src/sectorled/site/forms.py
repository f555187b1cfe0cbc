"""A Django form as the parameters of GOV.UK components, for the macros of `site/form.html`."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import EmailValidator
from django.forms import BaseForm, BoundField, Field

KINDS = {"password", "select", "radio", "checkbox", "file", "textarea"}  # the others are plain inputs
_REQUIRED = Field.default_error_messages["required"]
_IN_OUR_WORDS = {str(EmailValidator.message): "Enter an e-mail address in full, such as name@example.org."}
_ADDRESSES = {"email": "e-mail address"}  # how a library names a field, and how pages do
NO_WORDS: Mapping[str, str] = {}


def problems(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong with a form, each with a link to its field, for the error summary."""
    found = []
    for name in sorted(form.errors, key=["__all__", *form.fields].index):
        first = next(iter(form.visible_fields()), None) if name == "__all__" else form[name]
        link = {"href": f"#{_id(first)}"} if first else {}
        found += [{"text": words} | link for words in _said(form, name)]
    return found


def components(
    form: BaseForm, labels: Mapping[str, str] = NO_WORDS, hints: Mapping[str, str] = NO_WORDS
) -> list[tuple[str, dict[str, Any]]]:
    """The kind and the parameters of each visible field; `labels` and `hints` by name replace the form's own words."""
    shown = []
    for bound in form.visible_fields():
        kind = getattr(bound.field.widget, "input_type", "textarea")
        label = labels.get(bound.name, str(bound.label))
        hint = hints.get(bound.name, str(bound.help_text))
        shown.append((kind if kind in KINDS else "input", _parameters(bound, kind, label, hint)))
    return shown


def _parameters(bound: BoundField, kind: str, label: str, hint: str) -> dict[str, Any]:
    told: dict[str, Any] = {"id": _id(bound), "idPrefix": bound.auto_id, "name": bound.html_name}
    if hint:
        told["hint"] = {"text": hint}
    if bound.errors:
        told["errorMessage"] = {"text": " ".join(_said(bound.form, bound.name))}
    value = bound.value()
    match kind:
        case "select" | "radio":
            mark = "selected" if kind == "select" else "checked"
            told["items"] = [_item(choice, value, mark) for choice in _choices(bound)]
        case "checkbox":
            told["items"] = [{"value": "on", "text": label, "checked": bool(value)}]
        case "file" if getattr(bound.field.widget, "allow_multiple_selected", False):
            told["attributes"] = {"multiple": "multiple"}
        case "password" | "file":
            pass
        case _:
            told |= {"type": kind, "value": "" if value is None else str(value)}
    legend = {"fieldset": {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}}}
    return told | _attributes(bound) | (legend if kind == "radio" else {"label": {"text": label}})


def _said(form: BaseForm, name: str) -> list[str]:
    """What is wrong with a field; where Django only says that it is required, what to enter."""
    words = [_IN_OUR_WORDS.get(str(words), str(words)) for words in form.errors[name]]
    if name == "__all__":
        return words
    label = str(form[name].label).lower()
    return [f"Enter the {_ADDRESSES.get(label, label)}." if said == str(_REQUIRED) else said for said in words]


def _attributes(bound: BoundField) -> dict[str, Any]:
    attributes = bound.field.widget.attrs
    return {name: attributes[name] for name in ("autocomplete", "inputmode") if name in attributes}


def _choices(bound: BoundField) -> list[tuple[str, str]]:
    widget: Any = bound.field.widget
    return [(str(value), str(text)) for value, text in widget.choices]


def _item(choice: tuple[str, str], value: Any, mark: str) -> dict[str, Any]:
    return {"value": choice[0], "text": choice[1], mark: choice[0] == str("" if value is None else value)}


def _id(bound: BoundField) -> str:
    """The id of the field's first input, to which an error links."""
    return str(bound.auto_id)
