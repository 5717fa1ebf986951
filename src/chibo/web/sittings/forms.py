"""The forms of a meeting under way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.meetings.actions import Ballot
from chibo.areas.sittings.models import RemarkKind
from chibo.areas.sittings.queries import KnownVisitor
from chibo.areas.sittings.rules import Tally
from chibo.core.choices import spoken
from chibo.regulations import MeetingKind
from chibo.web.components.fields import ClockField
from chibo.web.forms import OpenedForm
from chibo.web.month.forms import BallotForm, people


class CountedBallotForm(BallotForm):
    """A vote; a secret one with what the tellers counted."""

    tellers = forms.CharField(label=_("Tổ kiểm phiếu"), max_length=300, required=False)
    issued = people(_("Phát ra"))
    returned = people(_("Thu về"))
    valid = people(_("Hợp lệ"))
    invalid = people(_("Không hợp lệ"))

    def ballot(self) -> Ballot:
        """The vote, for the action."""
        names = Ballot.__dataclass_fields__
        said = {name: self.cleaned_data[name] for name in names}
        return Ballot(**{**said, "away": said["away"] or 0, "suspended": said["suspended"] or 0})

    def tally(self) -> Tally | None:
        """The tellers' figures, once all four are there."""
        counts = [self.cleaned_data[name] for name in ("issued", "returned", "valid", "invalid")]
        if any(count is None for count in counts):
            return None
        return Tally(self.cleaned_data["tellers"], *counts)


class ReservationForm(forms.Form):
    """A reserved opinion, noted because its holder asks for it."""

    name = forms.CharField(label=_("Người đề nghị ghi"), max_length=120)
    reserved = forms.CharField(label=_("Ý kiến bảo lưu"), max_length=500)


class VisitorForm(forms.Form):
    """A visitor, chosen or typed."""

    member_id = forms.TypedChoiceField(
        label=_("Chọn trong cấp trên"), required=False, coerce=int, empty_value=None
    )
    name = forms.CharField(label=_("Hoặc gõ họ tên"), max_length=120, required=False)
    role = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    unit_name = forms.CharField(label=_("Đơn vị"), max_length=160, required=False)

    def __init__(self, *args: Any, known: list[KnownVisitor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member_id"]
        assert isinstance(field, forms.TypedChoiceField)
        people = [(k.member.pk, f"{k.member.full_name} – {k.role}") for k in known]
        field.choices = [("", _("(không chọn)")), *people]


class PartsForm(OpenedForm):
    """The two parts of a combined meeting."""

    first = forms.ChoiceField(
        label=_("Phần họp trước"),
        choices=[
            (MeetingKind.REGULAR.value, _("Thường kỳ")),
            (MeetingKind.THEMATIC.value, _("Chuyên đề")),
        ],
    )
    changed_at = ClockField(label=_("Giờ chuyển sang phần sau"))


class TimesForm(OpenedForm):
    """When somebody came late or left early."""

    arrived_at = ClockField(
        label=_("Giờ đến"),
        required=False,
        widget=forms.TextInput(attrs={"size": 5, "placeholder": "19:20"}),
    )
    left_at = ClockField(
        label=_("Giờ về"),
        required=False,
        widget=forms.TextInput(attrs={"size": 5, "placeholder": "20:40"}),
    )


class OpinionForm(forms.Form):
    """What was said under a point."""

    point_id = forms.TypedChoiceField(label=_("Thuộc nội dung"), coerce=int)
    text = forms.CharField(
        label=_("Ý kiến"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = forms.CharField(
        label=_("Người phát biểu, khi biên bản cần nêu tên"), max_length=120, required=False
    )

    def __init__(self, *args: Any, points: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["point_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = points


class RemarkForm(forms.Form):
    """Praise or a reminder."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=spoken(RemarkKind), widget=forms.RadioSelect, initial="praise"
    )
    about = forms.CharField(label=_("Tập thể, cá nhân"), max_length=200)
    said = forms.CharField(label=_("Về việc"), max_length=500)


class SuggestionForm(forms.Form):
    """A suggestion of self-criticism."""

    member_id = forms.TypedChoiceField(label=_("Gợi ý đối với"), coerce=int)
    made_by = forms.CharField(label=_("Người, cấp nêu gợi ý"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Nội dung gợi ý"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("(chọn)")), *people]
