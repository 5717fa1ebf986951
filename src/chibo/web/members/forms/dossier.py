"""The list of a dossier: for each paper *có/chưa, nơi lưu, ngày*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.actions import DossierEntry
from chibo.areas.members.queries import DossierLine
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm

STATES = [("", _("chưa xem")), ("yes", _("Có")), ("no", _("Chưa"))]


def _of(word: str, paper: str) -> SafeString:
    """The paper stands above its fields; here it is only read out."""
    return format_html('{}<span class="vh">: {}</span>', word, paper)


@dataclass(frozen=True)
class DossierRow:
    """One paper with its three fields."""

    line: DossierLine
    state: BoundField
    kept_at: BoundField
    dated_on: BoundField


class DossierForm(VersionedForm):
    """Three fields for each paper of the pack's list."""

    def __init__(self, *args: Any, lines: Sequence[DossierLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = lines
        for number, line in enumerate(lines):
            paper = gettext(line.kind.name)
            self.fields[f"state_{number}"] = forms.ChoiceField(
                label=_of(gettext("Có hay chưa"), paper), required=False, choices=STATES
            )
            self.fields[f"kept_at_{number}"] = forms.CharField(
                label=_of(gettext("Nơi lưu"), paper), required=False, max_length=120
            )
            self.fields[f"dated_on_{number}"] = DayField(
                label=_of(gettext("Ngày"), paper), required=False
            )
            self._fill(number, line)

    def _fill(self, number: int, line: DossierLine) -> None:
        item = line.item
        if item is not None:
            self.initial[f"state_{number}"] = "yes" if item.is_there else "no"
            self.initial[f"kept_at_{number}"] = item.kept_at
            self.initial[f"dated_on_{number}"] = item.dated_on

    def rows(self) -> list[DossierRow]:
        """The papers with their fields, for the page."""
        return [
            DossierRow(
                line, self[f"state_{number}"], self[f"kept_at_{number}"], self[f"dated_on_{number}"]
            )
            for number, line in enumerate(self.lines)
        ]

    def entries(self) -> list[DossierEntry]:
        """What was typed, for the action."""
        return [self._entry(number, line) for number, line in enumerate(self.lines)]

    def _entry(self, number: int, line: DossierLine) -> DossierEntry:
        state = {"yes": True, "no": False}.get(self.cleaned_data[f"state_{number}"])
        dated_on: date | None = self.cleaned_data[f"dated_on_{number}"]
        return DossierEntry(line.kind.code, state, self.cleaned_data[f"kept_at_{number}"], dated_on)
