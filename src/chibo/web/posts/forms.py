"""Forms of posts, terms and congresses."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.organisation.models import Unit
from chibo.areas.posts.actions import PostGiven, TermOpened
from chibo.areas.posts.known import known_posts
from chibo.areas.posts.models import HowGiven, Post, Term
from chibo.core.actor import Actor
from chibo.core.choices import spoken
from chibo.web.components.fields import DayField
from chibo.web.forms import VersionedForm
from chibo.web.posts.fields import MemberField

OTHER = ""


def _titles(unit: Unit) -> list[tuple[str, str]]:
    fitting = [post for post in known_posts().values() if post.fits(is_cell=unit.is_cell)]
    named = [(name, name) for post in fitting for name in (post.name, *_local(post.aliases))]
    return [*named, (OTHER, _("Chức vụ khác"))]  # type: ignore[list-item]


def _local(aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Other words for the same post that people use of themselves: Trưởng ấp, but no long forms."""
    return tuple(alias for alias in aliases if alias.startswith(("Trưởng", "Tổ trưởng")))


class _PostFields(forms.Form):
    """What is recorded of a post beside its holder."""

    title = forms.ChoiceField(label=_("Chức vụ"), required=False)
    other_title = forms.CharField(
        label=_("Tên chức vụ khác"),
        required=False,
        max_length=120,
        help_text=_("Chỉ ghi khi chọn “Chức vụ khác”."),
    )
    inside = forms.BooleanField(label=_("Chức vụ khác này là chức vụ trong Đảng"), required=False)
    starts_on = DayField(label=_("Từ ngày"))
    last_day = DayField(
        label=_("Đến ngày"),
        required=False,
        help_text=_("Ngày cuối cùng còn giữ. Để trống khi đang giữ."),
    )
    areas = forms.CharField(
        label=_("Địa bàn"),
        required=False,
        max_length=2000,
        help_text=_("Thôn, ấp, khóm của chức vụ; nhiều nơi thì cách nhau bằng dấu ;"),
    )
    how = forms.ChoiceField(
        label=_("Hình thức"),
        required=False,
        choices=[("", _("(chưa ghi)")), *spoken(HowGiven)],
    )
    decision = forms.CharField(
        label=_("Số quyết định"),
        required=False,
        max_length=120,
        help_text=_("Quyết định chuẩn y, chỉ định hoặc công nhận."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["title"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _titles(unit)
        self.unit = unit

    def given(self, member_id: int) -> PostGiven:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return PostGiven(
            member_id=member_id,
            unit_id=self.unit.pk,
            title=typed["title"] or typed["other_title"],
            starts_on=typed["starts_on"],
            last_day=typed["last_day"],
            areas=tuple(part.strip() for part in typed["areas"].split(";") if part.strip()),
            how=typed["how"],
            decision=typed["decision"],
            inside=typed["inside"],
        )


class PostForm(_PostFields):
    """A member comes to a post."""

    member = MemberField(label=_("Đảng viên"))
    field_order = ["member", "title", "other_title", "inside", "starts_on", "last_day"]

    def __init__(self, *args: Any, actor: Actor, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, MemberField)
        field.bind(actor)


class PostCorrection(_PostFields, VersionedForm):
    """What may be corrected of a post."""


class EndPostForm(VersionedForm):
    """The last day of a post."""

    last_day = DayField(
        label=_("Ngày cuối cùng còn giữ"), help_text=_("Từ ngày sau đó không còn giữ nữa.")
    )
    decision = forms.CharField(label=_("Số quyết định thôi giữ"), required=False, max_length=60)


def post_values(post: Post, unit: Unit) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    is_listed = post.title in dict(_titles(unit))
    return {
        "version": post.version,
        "title": post.title if is_listed else OTHER,
        "other_title": "" if is_listed else post.title,
        "inside": post.inside,
        "starts_on": post.starts_on,
        "last_day": post.ends_before - timedelta(days=1) if post.ends_before else None,
        "areas": "; ".join(post.areas),
        "how": post.how,
        "decision": post.decision,
    }


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=200, localize=False, **more
    )


class TermForm(VersionedForm):
    """A term of a committee."""

    number = forms.IntegerField(
        label=_("Đại hội lần thứ"),
        min_value=1,
        max_value=999,
        help_text=_("Đánh số tiếp theo đại hội trước; đơn vị mới bắt đầu từ 1."),
    )
    starts_on = DayField(label=_("Ngày đại hội"))
    months = forms.IntegerField(label=_("Nhiệm kỳ dài (tháng)"), min_value=1, max_value=66)
    seats = _count(_("Số cấp ủy viên đại hội bầu"))
    standing_seats = _count(_("Số ủy viên ban thường vụ"))
    decision = forms.CharField(label=_("Số quyết định chuẩn y"), required=False, max_length=120)
    ends_before = DayField(
        label=_("Ngày đại hội sau"),
        required=False,
        help_text=_("Chỉ ghi cho nhiệm kỳ đã qua."),
    )

    def opened(self) -> TermOpened:
        """What was typed, for the action."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return TermOpened(**typed)


def term_values(term: Term) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    return {name: getattr(term, name) for name in TermForm.base_fields}


class CongressForm(VersionedForm):
    """The day a congress is planned for."""

    planned_on = DayField(label=_("Ngày dự kiến đại hội"))
    exception = forms.CharField(
        label=_("Quyết định cho sớm hoặc muộn hơn"),
        required=False,
        max_length=120,
        help_text=_("Chỉ cần khi ngày đại hội ngoài thời gian quy định cho phép."),
    )


class PlanForm(CongressForm):
    """The day and the number of a congress that is not in the list yet."""

    number = forms.IntegerField(
        label=_("Đại hội lần thứ"),
        required=False,
        min_value=1,
        max_value=999,
        localize=False,
        help_text=_(
            "Đánh số tiếp theo đại hội trước, qua cả chia tách, sáp nhập; đơn vị mới bắt đầu từ 1."
        ),
    )


class StepForm(VersionedForm):
    """The day a step of a congress was done."""

    step = forms.CharField(max_length=20)
    done_on = DayField(label=_("Đã làm ngày"), required=False)


class TargetForm(VersionedForm):
    """The share a body wants to reach by a day."""

    percent = forms.IntegerField(label=_("Tỷ lệ cần đạt (%)"), min_value=0, max_value=100)
    by_on = DayField(label=_("Đến hết ngày"))
    decision = forms.CharField(
        label=_("Theo nghị quyết, kế hoạch số"), required=False, max_length=120
    )
