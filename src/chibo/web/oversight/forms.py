"""Forms of overseers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import Member
from chibo.areas.oversight.actions import Duty
from chibo.areas.oversight.models import Overseeing
from chibo.core.actor import Actor
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm
from chibo.web.posts.fields import MemberField

LEAD, HELPS = "1", ""


class _DutyFields(forms.Form):
    """What is recorded of an assignment beside the person."""

    starts_on = DayField(label=_("Từ ngày"))
    lead = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[(LEAD, _("Phụ trách chính")), (HELPS, _("Cùng phụ trách"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("Số văn bản phân công"),
        required=False,
        max_length=120,
        help_text=_("Ví dụ 15-QĐ/ĐU ngày 20/10/2025."),
    )


class AssignForm(_DutyFields):
    """Gives a unit to somebody."""

    member = MemberField(label=_("Cấp ủy viên phụ trách"))
    field_order = ("member", "starts_on", "lead", "decision")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bind(self, "member", actor)

    def duty(self) -> Duty:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Duty(
            typed["member"].pk, typed["starts_on"], typed["lead"] == LEAD, typed["decision"]
        )


class CorrectForm(VersionedForm, _DutyFields):
    """Corrects an assignment; the person stays."""

    ends_before = DayField(
        label=_("Thôi từ ngày"),
        required=False,
        help_text=_("Ngày đầu tiên không còn phụ trách. Để trống khi đang phụ trách."),
    )

    def duty(self, member_id: int) -> Duty:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Duty(
            member_id,
            typed["starts_on"],
            typed["lead"] == LEAD,
            typed["decision"],
            typed["ends_before"],
        )


def overseeing_values(row: Overseeing) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {
        "version": row.version,
        "starts_on": row.starts_on,
        "lead": LEAD if row.is_lead else HELPS,
        "decision": row.decision,
        "ends_before": row.ends_before,
    }


class EndForm(VersionedForm):
    """From which day somebody no longer follows a unit."""

    ends_before = DayField(label=_("Thôi từ ngày"))


class HandOverForm(forms.Form):
    """Everything one person follows below a body goes to another."""

    giver = forms.TypedChoiceField(label=_("Người giao lại"), coerce=int)
    receiver = MemberField(label=_("Người nhận"))
    on = DayField(label=_("Từ ngày"), help_text=_("Ngày đầu tiên người nhận phụ trách."))
    decision = forms.CharField(label=_("Số văn bản phân công"), required=False, max_length=120)

    def __init__(self, *args: Any, actor: Actor, givers: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bind(self, "receiver", actor)
        field = self.fields["giver"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(each.pk), f"{each.full_name} ({each.code})") for each in givers]


def _bind(form: forms.Form, name: str, actor: Actor) -> None:
    field = form.fields[name]
    assert isinstance(field, MemberField)
    field.bind(actor)
