"""Forms of dues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.dues.actions import Laid, Payment, Rate
from chibo.areas.dues.models import DuesPayment, DuesRate, DuesSetting, Region
from chibo.core.choices import spoken
from chibo.core.i18n import _ as say
from chibo.core.periods import Month
from chibo.regulations.dues import DuesRules
from chibo.web.components.fields import DayField, MoneyField, MonthField, PointsField
from chibo.web.forms import VersionedForm


class PaymentForm(VersionedForm):
    """An amount other than what is due."""

    amount = MoneyField(label=_("Số tiền nộp (đồng)"), min_value=1)
    paid_on = DayField(label=_("Ngày nộp"))
    decision_number = forms.CharField(
        label=_("Số quyết định của cấp trên"),
        required=False,
        max_length=60,
        help_text=_("Chỉ cần khi nộp cao hơn mức quy định."),
    )

    def payment(self) -> Payment:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Payment(typed["paid_on"], typed["amount"], typed["decision_number"])


class CorrectionForm(PaymentForm):
    """The same for a payment already written, with a sentence why."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)


def payment_values(payment: DuesPayment) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    names = ("amount", "paid_on", "decision_number", "version")
    return {name: getattr(payment, name) for name in names}


class RateForm(VersionedForm):
    """How a member pays from a month on."""

    starts_on = MonthField(label=_("Từ tháng"))
    group = forms.ChoiceField(label=_("Nhóm"), widget=forms.RadioSelect)
    amount = MoneyField(
        label=_("Mức thu nhập làm căn cứ (đồng một tháng)"),
        required=False,
        help_text=_("Chỉ với nhóm đóng theo lương, trợ cấp hoặc lương hưu."),
    )
    relief = forms.ChoiceField(label=_("Miễn, giảm"), required=False)
    decision_number = forms.CharField(
        label=_("Số nghị quyết, quyết định miễn, giảm"), required=False, max_length=60
    )
    relief_until = MonthField(
        label=_("Miễn, giảm đến hết tháng"),
        required=False,
        help_text=_("Giảm thì mỗi lần không quá 12 tháng. Hết hạn, phần mềm tính lại đủ mức."),
    )

    def __init__(
        self, *args: Any, rules: DuesRules, reliefs: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "group", [(g.code, say(g.name)) for g in rules.groups])
        allowed = [(r.code, say(r.name)) for r in rules.reliefs if r.code in reliefs]
        _choose(self, "relief", [("", _("Không miễn, giảm")), *allowed])

    def rate(self) -> Rate:
        """What was typed, for the action."""
        names = ("group", "amount", "relief", "decision_number", "relief_until")
        return Rate(**{name: self.cleaned_data[name] for name in names})


def rate_values(rate: DuesRate | None, running: Month) -> dict[str, Any]:
    """The rate in force, to begin anew in the running month; version 0 unless it begins there."""
    if rate is None:
        return {"starts_on": running, "version": 0}
    same = Month.of(rate.starts_on) == running
    names = ("group", "amount", "relief", "decision_number")
    return {
        **{name: getattr(rate, name) for name in names},
        "relief_until": rate.last_relief_month,
        "starts_on": running,
        "version": rate.version if same else 0,
    }


class SettingForm(VersionedForm):
    """What a body lays down for the cells below it."""

    starts_on = MonthField(label=_("Từ tháng"))
    region = forms.ChoiceField(
        label=_("Vùng lương tối thiểu"),
        required=False,
        choices=[("", _("Chưa ghi")), *spoken(Region)],
        help_text=_("Để tính mức đóng của người không có lương, không có lương hưu."),
    )
    cell_keeps = PointsField(
        label=_("Chi bộ giữ lại (%)"), required=False, min_value=0, max_value=100
    )
    body_keeps = PointsField(
        label=_("Cấp này giữ lại của số chi bộ nộp lên (%)"),
        required=False,
        min_value=0,
        max_value=100,
    )
    reliefs = forms.MultipleChoiceField(
        label=_("Cho áp dụng miễn, giảm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decision_number = forms.CharField(label=_("Theo văn bản số"), required=False, max_length=60)

    def __init__(self, *args: Any, rules: DuesRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rules.reliefs if rules else ()
        _choose(self, "reliefs", [(relief.code, say(relief.name)) for relief in known])

    def laid(self) -> Laid:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return Laid(
            region=typed["region"],
            cell_keeps=typed["cell_keeps"],
            body_keeps=typed["body_keeps"],
            reliefs=tuple(typed["reliefs"]),
            decision_number=typed["decision_number"],
        )


def setting_values(setting: DuesSetting | None, running: Month) -> dict[str, Any]:
    """The setting in force, to be changed from the running month on."""
    if setting is None:
        return {"starts_on": running, "version": 0}
    same = Month.of(setting.starts_on) == running
    names = ("region", "cell_keeps", "body_keeps", "reliefs", "decision_number")
    return {
        **{name: getattr(setting, name) for name in names},
        "starts_on": running,
        "version": setting.version if same else 0,
    }


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
