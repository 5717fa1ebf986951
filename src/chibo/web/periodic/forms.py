"""Forms of periodic reports: what is typed, why a sealed one changes, what is asked for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.periodic.actions import Entry
from chibo.areas.periodic.actions.writing import LONGEST
from chibo.areas.periodic.forms import Form
from chibo.areas.periodic.forms import forms as all_forms
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.queries import ReportSeen, SeenLine
from chibo.areas.periodic.words import line_name, shown
from chibo.web.forms import VersionedForm

STATES = (
    ("value", gettext_lazy("số đã gõ")),
    ("none", gettext_lazy("không có số liệu")),
    ("na", gettext_lazy("không áp dụng")),
)


class EntryForm(VersionedForm):
    """Every typed line of a report, explanations of failing checks, answers to remarks."""

    def __init__(self, *args: Any, seen: ReportSeen, **kwargs: Any) -> None:
        kwargs["initial"] = {**entry_values(seen), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.seen = seen
        for each in seen.lines:
            if each.line.is_number and each.line.applies_to(seen.report.unit.kind):
                if each.figure.is_asked:
                    self._add_number(each)
            elif each.line.is_text:
                self._add_text(each)
        for check in seen.checks:
            if check.outcome.holds is False:
                said = _("Giải trình: %s") % _(check.outcome.rule.says)
                self.fields[f"x-{check.outcome.rule.code}"] = _words(said, rows=2, longest=LONGEST)
        for row in (c for line in seen.lines for c in line.comments if c.is_latest):
            name = line_name(seen.report.shape.by_code[row.line])
            label = _("Trả lời góp ý mục %s") % name
            self.fields[f"a-{row.pk}"] = _words(label, rows=2, longest=1000, help_text=row.text)

    def _add_number(self, each: SeenLine) -> None:
        told = [_(each.line.explanation)]
        if each.figure.parts:
            months = ", ".join(gap.label for gap in each.figure.gaps)
            told.append(_("Chỉ gõ phần của %s; phần còn lại lấy từ báo cáo đã khóa.") % months)
        if each.last is not None:
            told.append(_("Kỳ trước: %s.") % shown(each.last))
        self.fields[f"n-{each.line.code}"] = forms.CharField(
            label=f"{line_name(each.line)} ({_(each.line.unit)})",
            required=False,
            max_length=15,
            help_text=" ".join(told),
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        self.fields[f"s-{each.line.code}"] = forms.ChoiceField(
            label=format_html(
                '{}<span class="vh">: {}</span>', _("Nếu không có số"), line_name(each.line)
            ),
            choices=STATES,
        )

    def _add_text(self, each: SeenLine) -> None:
        self.fields[f"t-{each.line.code}"] = _words(
            line_name(each.line), rows=4, longest=LONGEST, help_text=_(each.line.explanation)
        )

    @property
    def number_rows(self) -> list[tuple[Any, Any]]:
        """Each number with the choice for when there is none."""
        codes = [name[2:] for name in self.fields if name.startswith("n-")]
        return [(self[f"n-{code}"], self[f"s-{code}"]) for code in codes]

    def rows(self, prefix: str) -> list[Any]:
        """The fields whose names begin so."""
        return [self[name] for name in self.fields if name.startswith(prefix)]

    @property
    def text_rows(self) -> list[Any]:
        """The texts."""
        return self.rows("t-")

    @property
    def explanation_rows(self) -> list[Any]:
        """Explanations of failing checks."""
        return self.rows("x-")

    @property
    def answer_rows(self) -> list[Any]:
        """Answers to remarks."""
        return self.rows("a-")

    def entry(self) -> Entry:
        """What was typed, for the action."""
        said = self.cleaned_data

        def part(prefix: str) -> dict[str, Any]:
            return {k[2:]: v for k, v in said.items() if k.startswith(prefix)}

        states = part("s-")
        return Entry(
            numbers={code: (states[code], number) for code, number in part("n-").items()},
            texts=part("t-"),
            explanations=part("x-"),
            answers={int(pk): text for pk, text in part("a-").items()},
        )


def _words(label: str, *, rows: int, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def entry_values(seen: ReportSeen) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    values: dict[str, Any] = {"version": seen.report.version}
    for each in seen.lines:
        own = each.figure.rest or each.figure.own or each.figure.value
        if each.line.is_number:
            values[f"n-{each.line.code}"] = shown(own) if own.number is not None else ""
            values[f"s-{each.line.code}"] = own.state if own.state in ("none", "na") else "value"
        elif each.line.is_text:
            values[f"t-{each.line.code}"] = each.figure.text
    for check in seen.checks:
        values[f"x-{check.outcome.rule.code}"] = check.explanation
    for row in (c for line in seen.lines for c in line.comments if c.is_latest):
        values[f"a-{row.pk}"] = row.answer
    return values


class ReasonForm(VersionedForm):
    """Why something sealed is restated, opened or a report returned."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def lines(self) -> dict[str, str]:
        """What was remarked on single lines, by code."""
        data = self.data
        return {
            name.removeprefix("line-"): str(data[name]) for name in data if name.startswith("line-")
        }


class AskForm(forms.Form):
    """Which form is asked for, since which period."""

    since = forms.ChoiceField(label=gettext_lazy("Mẫu và kỳ đầu tiên"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["since"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (_(form.name), [(f"{form.code}:{p}", _since(form, p)) for p in _near(form, today)])
            for form in all_forms().values()
        ]

    def asked(self) -> tuple[str, Period]:
        """The form and the first period."""
        code, _colon, key = self.cleaned_data["since"].partition(":")
        return code, Period.parse(key)


def _near(form: Form, today: date) -> list[Period]:
    """The running period, three before it and the next one."""
    running = Period.on(form.period, today)
    return [p for step in (0, 1, -1, -2, -3) if form.covers(p := running.plus(step))]


def _since(form: Form, period: Period) -> str:
    told = {"form": _(form.name), "period": period.label}
    return _("%(form)s, từ %(period)s") % told
