"""What the forms of all pages share."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import find_units, visible_units
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.core.vietnamese import fold, show_date
from chibo.web.meanwhile import what_changed, with_what_changed


def form_refused(form: forms.Form, refusal: Refused) -> None:
    """Put what an action refused on the form, so that it is shown again with the typed text."""
    field = getattr(refusal, "field", None)
    told = with_what_changed(refusal) if isinstance(refusal, ChangedMeanwhile) else refusal.message
    form.add_error(field if field in form.fields else None, told)


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """What the action inside refuses stands on the form, which is shown again with the typed text.

    The view goes on behind the block then; inside it ends with the redirect.
    """
    try:
        yield
    except Refused as refusal:
        form_refused(form, refusal)


def read_version(request: HttpRequest) -> int:
    """The version of the record a button was pressed on; 0, which none has, for nonsense."""
    told = request.POST.get("version", "")
    return int(told) if told.isdigit() else 0


def form_page(
    request: HttpRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """The page of a form: 200 to be filled in, 422 when it came back with something wrong."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


class VersionedForm(forms.Form):
    """A form that knows which version of the record the person read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    read_version: str = ""
    changed_by: Sequence[str] = ()
    """What others did meanwhile, a sentence each, once a conflict is shown."""

    @property
    def draft_version(self) -> Any:
        """The version the typed text was begun on, for `data-draft-version`."""
        return self.read_version or self["version"].value()

    def now_on(self, version: int) -> None:
        """After a conflict was shown: the next saving is on purpose, over `version`."""
        self.read_version = str(self["version"].value())
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]


def read_mark(read: str) -> str:
    """A short mark of what was read, for `data-draft-version`."""
    return f"{zlib.crc32(read.encode()):08x}"


class OpenedForm(forms.Form):
    """A form that carries what it was opened with: only what was changed in it is written.

    For records that count no versions, and where two people fill in different fields of one.
    """

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["was"] = json.dumps(
                {name: _in_field(self[name].value()) for name in self.fields if name != "was"}
            )

    @property
    def draft_version(self) -> str:
        """What the typed text was begun on, for `data-draft-version`."""
        return read_mark(str(self["was"].value() or ""))

    def typed(self) -> dict[str, Any]:
        """What stands in the fields now."""
        return {name: value for name, value in self.cleaned_data.items() if name != "was"}

    def opened(self) -> dict[str, Any] | None:
        """What stood in them when the form was opened; None where it does not say."""
        try:
            stood = json.loads(self.cleaned_data["was"] or "null")
            names = [name for name in self.fields if name in stood]
            return {name: _out_of_field(self.fields[name], stood[name]) for name in names}
        except (ValueError, TypeError, forms.ValidationError):
            return None

    def conflict_with(self, saved: Mapping[str, Any], refusal: Refused) -> "list[Conflict]":
        """What differs from the record as somebody else saved it; saving again is on purpose.

        What was not changed here shows what they saved.
        """
        opened, typed = self.opened() or {}, dict(self.data.items())
        saved = {name: value for name, value in saved.items() if name in self.fields}
        now = {name: self.fields[name].prepare_value(value) for name, value in saved.items()}
        for name in saved:
            if name in opened and self.cleaned_data[name] == opened[name]:
                self.cleaned_data[name] = saved[name]
                typed[name] = now[name]
        stands = {name: _in_field(value) for name, value in now.items()}
        self.data = {**typed, "was": json.dumps(stands)}
        form_refused(self, refusal)
        return conflict_rows(self, saved)


def _in_field(value: Any) -> str:
    return "" if value is None else str(value)


def _out_of_field(field: forms.Field, text: str) -> Any:
    return field.clean(text) if text else field.to_python("")


class CorrectingForm(VersionedForm):
    """A form that corrects a record: why, which is asked for where a closed period is touched."""

    because = forms.CharField(
        label=gettext_lazy("Vì sao sửa"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Một câu ngắn. Cần có khi việc sửa động đến tháng đã chốt số liệu."),
    )
    BESIDE = ("version", "because")
    """What says something about the correction and is no part of the record."""

    def changes(self, saved: Mapping[str, Any]) -> set[str]:
        """The fields typed otherwise than they are saved."""
        typed = {name: self.cleaned_data.get(name) for name in saved}
        return {name for name in saved if (typed[name] or None) != (saved[name] or None)}

    def beside(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """What is saved, with the reason as typed: that is nobody else's."""
        return {**saved, "because": self.cleaned_data["because"]}

    def says_why(self, *, touches_closed: bool) -> bool:
        """Whether the reason stands where it must; else the field says that it is missing."""
        if not touches_closed or self.cleaned_data["because"].strip():
            return True
        sentence = _("Việc sửa này làm đổi số liệu của tháng đã chốt. Hãy ghi một câu vì sao sửa.")
        self.add_error("because", sentence)
        return False


@dataclass(frozen=True)
class Conflict:
    """A field somebody else saved differently in the meantime."""

    label: str
    mine: str
    theirs: str


def conflict_rows(form: forms.Form, saved: Mapping[str, Any]) -> list[Conflict]:
    """Every visible field where what was typed differs from what is saved now."""
    rows = []
    for bound in form.visible_fields():
        mine, theirs = form.cleaned_data.get(bound.name), saved.get(bound.name)
        if (mine or None) != (theirs or None):
            shown = (_shown(bound.field, value) for value in (mine, theirs))
            rows.append(Conflict(str(bound.label), *shown))
    return rows


def show_conflict(
    form: VersionedForm, values: Mapping[str, Any], refusal: Refused
) -> list[Conflict]:
    """What differs from the record as somebody else saved it (`values`); saving again wins."""
    rows = conflict_rows(form, values)
    form.now_on(values["version"])
    form.changed_by = what_changed(refusal) if isinstance(refusal, ChangedMeanwhile) else []
    if not rows:
        form_refused(form, refusal)
    return rows


def _shown(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return _("(để trống)")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, Model):
        return str(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return labels.get(str(value), str(value))


BETWEEN = " · "


def named(unit: Unit) -> str:
    """How a unit stands in a field: "XHB-01 · Chi bộ thôn Đông"; the code alone is enough."""
    return f"{unit.code}{BETWEEN}{unit.name}"


class UnitField(forms.CharField):
    """A unit by its code, or by a name only one visible unit carries; gives back the Unit.

    The form must call `bind(actor)` before it is checked.
    """

    actor: Actor | None = None

    def __init__(self, *, cells_only: bool = False, **kwargs: Any) -> None:
        self.cells_only = cells_only
        kwargs.setdefault("help_text", gettext_lazy("Gõ mã hoặc tên rồi chọn trong danh sách."))
        super().__init__(widget=UnitInput, **kwargs)

    def bind(self, actor: Actor) -> None:
        """Say for whom units are looked up."""
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        return named(value) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self._unit(text) if text else None

    def _unit(self, text: str) -> Unit:
        assert self.actor is not None
        code = text.partition(BETWEEN)[0].strip()
        exact = visible_units(self.actor).filter(code=code).first()
        found = [exact] if exact else find_units(self.actor, text, limit=6)
        if self.cells_only:
            found = [unit for unit in found if unit.is_cell]
        named_so = [unit for unit in found if fold(unit.name) == fold(text)]
        if len(found) == 1 or len(named_so) == 1:
            return (named_so or found)[0]
        raise forms.ValidationError(_several(found) if found else _none(text, self.cells_only))


class UnitInput(forms.TextInput):
    """Suggests units while typing; without a script the code is typed whole."""

    template_name = "forms/unit_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        wanted = {
            "list": f"{name}-units",
            "hx-get": reverse_lazy("suggest_units"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{name}-units",
            "autocomplete": "off",
        }
        return super().get_context(name, value, {**wanted, **(attrs or {})})


def _several(found: list[Unit]) -> str:
    names = ", ".join(f"{unit.name} ({unit.code})" for unit in found[:5])
    return _("Có nhiều tổ chức khớp: %s. Hãy ghi mã.") % names


def _none(text: str, cells_only: bool) -> str:
    if cells_only:
        return _("Không có chi bộ nào mang mã hoặc tên “%s” trong phạm vi phụ trách.") % text
    return _("Không có tổ chức nào mang mã hoặc tên “%s” trong phạm vi phụ trách.") % text
