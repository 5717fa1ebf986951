"""Forms of badges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.areas.badges.actions import Award
from chibo.areas.badges.models import How
from chibo.core.choices import spoken
from chibo.core.i18n import _ as say
from chibo.regulations import BadgeRules
from chibo.web.components.fields import DayField


class AwardForm(forms.Form):
    """A badge that was given or decided."""

    years = forms.TypedChoiceField(label=_("Huy hiệu (năm)"), coerce=int)
    awarded_on = DayField(
        label=_("Ngày trao"), help_text=_("Đúng đợt thì ghi ngày của đợt trao tặng.")
    )
    how = forms.ChoiceField(label=_("Hình thức"), choices=spoken(How))
    decision_number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)

    def __init__(self, *args: Any, rules: BadgeRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rules.milestones if rules else ()
        field = self.fields["years"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.years, str(each.years)) for each in known]

    def award(self) -> Award:
        """What was typed, for the action."""
        return Award(**self.cleaned_data)


class GapForm(forms.Form):
    """A time that does not count."""

    prefix = "gap"
    starts_on = DayField(label=_("Không tính từ ngày"))
    ends_before = DayField(label=_("Tính lại từ ngày"))


class WaitForm(forms.Form):
    """A measure: form, day and number; no reasons, no details."""

    prefix = "wait"
    form = forms.ChoiceField(label=_("Hình thức kỷ luật"))
    decided_on = DayField(label=_("Ngày quyết định"))
    decision_number = forms.CharField(label=_("Số quyết định"), required=False, max_length=60)

    def __init__(self, *args: Any, rules: BadgeRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(w.code, say(w.name)) for w in (rules.waits if rules else ())]
