"""Tags for forms."""

import uuid
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chibo.web.components.score import Reason


def once(value: str = "") -> SafeString:
    """A mark that makes a resent form harmless: the server answers the same mark only once."""
    return format_html('<input type="hidden" name="once" value="{}">', value or uuid.uuid4())


def field(
    bound: BoundField, *, fills: str = "", why: Reason | None = None, plain: bool = False
) -> dict[str, Any]:
    """One field: label, help, what it fills, error. `plain` drops "(không bắt buộc)"."""
    fills = fills or getattr(bound.field, "fills", "")
    name = bound.auto_id
    said = {"help": bound.help_text, "fills": fills, "error": bound.errors}
    described = " ".join(f"{name}_{part}" for part, text in said.items() if text)
    widget = bound.field.widget
    return {
        "bound": bound,
        "input": bound.as_widget(attrs=_described(bound, described)),
        "described": described,
        "fills": fills,
        "why": why,
        "optional": not (plain or bound.field.required),
        "is_group": bound.use_fieldset,
        "is_tick": isinstance(widget, forms.CheckboxInput),
    }


def text_input(bound: BoundField) -> SafeString:
    """The input of a text field, without the renderer's templates: for pages with one a line."""
    widget = bound.field.widget
    told = bound.build_widget_attrs({"id": bound.auto_id}, widget)
    value = widget.format_value(bound.value())
    attrs = {"value": value, **widget.build_attrs(widget.attrs, told)}
    return format_html('<input type="text" name="{}"{}>', bound.html_name, flatatt(attrs))


def _described(bound: BoundField, described: str) -> dict[str, str | bool]:
    return {"aria-describedby": described} if described and not bound.use_fieldset else {}


def form_errors(*form_list: forms.BaseForm) -> dict[str, Any]:
    """What stands above a refused form: how many places, each a link to its field."""
    places = [
        (_target(bound), bound.label, error)
        for form in form_list
        for bound in form.visible_fields()
        for error in bound.errors
    ]
    general = [error for form in form_list for error in form.non_field_errors()]
    hidden = [bound for form in form_list for bound in form.hidden_fields()]
    general += [error for bound in hidden for error in bound.errors]
    return {"places": places, "general": general, "count": len(places) + len(general)}


def _target(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label or bound.auto_id


def post_button(
    context: Context, url: str, label: str, *, kind: str = "", icon: str = "", **hidden: Any
) -> dict[str, Any]:
    """A form that is only a button; what else is given goes along as hidden fields."""
    return {
        "csrf_token": context.get("csrf_token", ""),
        "url": url,
        "label": label,
        "kind": kind,
        "icon_name": icon,
        "hidden": hidden,
    }
