"""Asking the trail, and watching a record."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.trail.queries import Asked
from chibo.core.actor import Actor
from chibo.core.vietnamese import show_number
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField

LONGEST = timedelta(days=92)
USUAL = timedelta(days=7)
KINDS = (
    ("", gettext_lazy("Tất cả")),
    ("change", gettext_lazy("Thay đổi")),
    ("read", gettext_lazy("Mở xem")),
    ("export", gettext_lazy("Xuất, tải về")),
    ("print", gettext_lazy("Lập, in văn bản")),
)


class AskForm(forms.Form):
    """Who, what, where, which days."""

    who = forms.CharField(label=gettext_lazy("Ai"), required=False, max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Việc"), choices=KINDS, required=False)
    unit = UnitField(label=gettext_lazy("Đơn vị"), required=False)
    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến ngày"), required=False)

    def __init__(self, *args: Any, today: date, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.bind(actor)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.last_day() - self.first_day() > LONGEST or self.last_day() < self.first_day():
            days = show_number(LONGEST.days)
            self.add_error("since", _("Hãy chọn một khoảng không quá %s ngày.") % days)
        return typed

    def first_day(self) -> date:
        """The first day asked about; a week ago where nothing was said."""
        return self._day("since") or self.last_day() - USUAL

    def last_day(self) -> date:
        """The last one; today where nothing was said."""
        return self._day("until") or self.today

    def asked(self) -> Asked:
        """What to look for; the usual week where the form was not filled in."""
        typed = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if self.is_bound and not typed:
            return Asked(self.today - USUAL, self.today)
        who, kind = str(typed.get("who") or ""), str(typed.get("kind") or "")
        return Asked(self.first_day(), self.last_day(), who, kind, typed.get("unit"))

    def _day(self, name: str) -> date | None:
        found = getattr(self, "cleaned_data", {}).get(name)
        return found if isinstance(found, date) else None


class WatchForm(forms.Form):
    """A record that nobody has a reason to open."""

    code = forms.CharField(label=gettext_lazy("Mã đảng viên"), max_length=40)
    why = forms.CharField(
        label=gettext_lazy("Vì sao không ai cần mở hồ sơ này"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: hồ sơ lập ra để canh, không có người thật."),
    )
