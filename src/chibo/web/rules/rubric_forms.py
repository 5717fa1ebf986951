"""Forms of a drafted rubric: its heading, and one line with its scale."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.organisation.models import CellType
from chibo.core.choices import spoken
from chibo.regulations import (
    Bands,
    Bound,
    FullWhen,
    Item,
    KnockOut,
    MeetingKind,
    Rubric,
    Scale,
    Source,
    YearRule,
)
from chibo.regulations.rubrics import GIVERS, GRADES, giver_words, grade_words
from chibo.regulations.scales import FACTS, MEASURES, fact_words, measure_words
from chibo.web.components.fields import PointsField
from chibo.web.forms import VersionedForm
from chibo.web.rules.scale_text import BandsField, EndsField, write_bands, write_ends

KNOCK_OUTS, YEARS, FULL_ROWS, OVERRIDES = 3, 3, 3, 2
APPLIES, FULL, LEFT_OUT = "", "full", "left_out"
HINT = _("Ví dụ: trên 20")


def _measures() -> list[tuple[str, str]]:
    return [("", "–"), *((code, measure_words(code)) for code in sorted(MEASURES))]


def _grades() -> list[tuple[str, str]]:
    return [("", "–"), *((code, grade_words(code)) for code in GRADES)]


class _Rows(VersionedForm):
    """A form with numbered rows: `name-1`, `name-2`, …"""

    def _choice(self, name: str, label: Any, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def _ends(self, name: str) -> None:
        self.fields[name] = EndsField(label=_("Khi"), required=False, help_text=HINT)

    def rows(self, *names: str, count: int) -> list[list[forms.BoundField]]:
        """The fields of the rows, for the page."""
        return [[self[f"{name}-{n}"] for name in names] for n in range(1, count + 1)]

    def _whole_rows(self, *names: str, count: int) -> list[list[Any]]:
        """Rows typed in full; one begun only half is put on the form as an error."""
        found = []
        for n in range(1, count + 1):
            typed = [self.cleaned_data.get(f"{name}-{n}") for name in names]
            if all(value not in (None, "") for value in typed):
                found.append(typed)
            elif any(value not in (None, "") for value in typed):
                self.add_error(f"{names[0]}-{n}", _("Hãy ghi đủ các ô của dòng này."))
        return found


class TemplateForm(VersionedForm):
    """Which template a rubric begins from."""

    template = forms.ChoiceField(label=_("Mẫu"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class RubricForm(_Rows):
    """The heading of a rubric: whom it serves, what caps the grade, the grade of a year."""

    name = forms.CharField(label=_("Tên khung chấm"), max_length=200)
    applies_to = forms.MultipleChoiceField(
        label=_("Dùng cho sinh hoạt"), widget=forms.CheckboxSelectMultiple
    )
    cell_types = forms.MultipleChoiceField(
        label=_("Loại hình chi bộ"),
        required=False,
        choices=spoken(CellType),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống: mọi chi bộ chưa có khung riêng."),
    )
    thematic_part = forms.BooleanField(
        label=_("Chấm riêng phần chuyên đề của buổi kết hợp bằng khung này"),
        required=False,
        help_text=_("Khi đó buổi kết hợp có hai biểu. Chỉ chọn ở khung dùng cho chuyên đề."),
    )
    step = PointsField(label=_("Bước điểm"), min_value=Decimal("0.01"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["applies_to"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [(kind.value, kind.label) for kind in MeetingKind]
        for n in range(1, KNOCK_OUTS + 1):
            self._choice(f"cap_measure-{n}", _("Nếu"), _measures())
            self._ends(f"cap_ends-{n}")
            self._choice(f"cap_grade-{n}", _("Xếp loại cao nhất"), _grades())
        for n in range(1, YEARS + 1):
            self._choice(f"year_grade-{n}", _("Cả năm xếp"), _grades())
            self._choice(f"year_all-{n}", _("Mọi buổi từ"), _grades())
            self.fields[f"year_count-{n}"] = forms.IntegerField(
                label=_("Ít nhất số buổi"), required=False, min_value=0, max_value=60
            )
            self._choice(f"year_of-{n}", _("đạt"), _grades())

    def changed(self, rubric: Rubric) -> Rubric:
        """The rubric with this heading; look at `errors` afterwards."""
        typed, source = self.cleaned_data, rubric.source
        caps = self._whole_rows("cap_measure", "cap_ends", "cap_grade", count=KNOCK_OUTS)
        years = self._whole_rows("year_grade", "year_all", count=YEARS)
        return replace(
            rubric,
            name=typed["name"].strip(),
            applies_to=frozenset(MeetingKind(kind) for kind in typed["applies_to"]),
            cell_types=frozenset(typed["cell_types"]),
            thematic_part=typed["thematic_part"],
            step=typed["step"],
            knock_outs=tuple(
                KnockOut(Bound(measure, **ends), grade, source) for measure, ends, grade in caps
            ),
            year=tuple(self._year(n, row, source) for n, row in enumerate(years, start=1)),
        )

    def clean_thematic_part(self) -> bool:
        """Only a sheet for thematic meetings, and not for combined ones, may be the second."""
        asked, kinds = self.cleaned_data["thematic_part"], self.cleaned_data.get("applies_to", [])
        if asked and ("thematic" not in kinds or "combined" in kinds):
            raise forms.ValidationError(
                _("Hãy để khung này dùng cho buổi chuyên đề và bỏ chọn buổi kết hợp.")
            )
        return bool(asked)

    def _year(self, n: int, row: list[Any], source: Source) -> YearRule:
        count = self.cleaned_data.get(f"year_count-{n}") or 0
        of = self.cleaned_data.get(f"year_of-{n}") or ""
        if bool(count) != bool(of):
            self.add_error(f"year_count-{n}", _("Hãy ghi cả số buổi và mức phải đạt."))
        return YearRule(row[0], row[1], count if of else 0, of if count else "", source)


def rubric_values(rubric: Rubric) -> dict[str, Any]:
    """What stands in the heading's form."""
    values: dict[str, Any] = {
        "name": rubric.name,
        "applies_to": [kind.value for kind in rubric.applies_to],
        "cell_types": list(rubric.cell_types),
        "thematic_part": rubric.thematic_part,
        "step": rubric.step,
    }
    for n, rule in enumerate(rubric.knock_outs, start=1):
        values |= {f"cap_measure-{n}": rule.bound.measure, f"cap_grade-{n}": rule.grade}
        values[f"cap_ends-{n}"] = write_ends(rule.bound)
    for n, year in enumerate(rubric.year, start=1):
        values |= {f"year_grade-{n}": year.grade, f"year_all-{n}": year.all_at_least}
        values |= {f"year_count-{n}": year.count or None, f"year_of-{n}": year.of}
    return values


class LineForm(_Rows):
    """One line of a sheet."""

    name = forms.CharField(label=_("Nội dung chấm"), max_length=300)
    guidance = forms.CharField(
        label=_("Hướng dẫn chấm"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    max_points = PointsField(label=_("Điểm tối đa"), min_value=Decimal(0), max_value=Decimal(100))
    facts = forms.MultipleChoiceField(
        label=_("Đối chiếu với hồ sơ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    scale = forms.ChoiceField(
        label=_("Máy đề xuất điểm"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Không đề xuất: chi bộ tự cho điểm")),
            ("full", _("Đủ điểm khi đạt các điều kiện")),
            ("bands", _("Theo thang điểm")),
        ],
    )
    measure = forms.ChoiceField(label=_("Thang tính theo"), required=False)
    bands = BandsField(
        label=_("Thang điểm, mỗi bậc một dòng"),
        required=False,
        help_text=_("Ví dụ: từ 90: 4 ↵ từ 75 đến dưới 90: 3 ↵ dưới 75: 1"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts, measure = self.fields["facts"], self.fields["measure"]
        assert isinstance(facts, forms.MultipleChoiceField)
        assert isinstance(measure, forms.ChoiceField)
        facts.choices = [(code, fact_words(code)) for code in sorted(FACTS)]
        measure.choices = _measures()
        for n in range(1, FULL_ROWS + 1):
            self._choice(f"full_measure-{n}", _("Điều kiện"), _measures())
            self._ends(f"full_ends-{n}")
        for n in range(1, OVERRIDES + 1):
            self._choice(f"over_measure-{n}", _("Nếu"), _measures())
            self._ends(f"over_ends-{n}")
            self.fields[f"over_points-{n}"] = PointsField(label=_("thì cho"), required=False)
        self._choice("given_by", _("Ai cho điểm mục này"), _givers())
        for kind in MeetingKind:
            label = gettext("Buổi %s") % kind.label.lower()
            self._choice(f"kind-{kind.value}", label, _applying())

    def kinds(self) -> list[forms.BoundField]:
        """How the line goes with each kind of meeting."""
        return [self[f"kind-{kind.value}"] for kind in MeetingKind]

    def line(self, held: Item | None, source: Source) -> Item:
        """The line as typed; look at `errors` afterwards."""
        typed = self.cleaned_data
        return Item(
            code=held.code if held else "",
            name=typed["name"].strip(),
            guidance=typed["guidance"].strip(),
            max_points=typed["max_points"],
            facts=tuple(typed["facts"]),
            scale=self._scale(),
            source=held.source if held else source,
            full_without=self._kinds(FULL),
            left_out=self._kinds(LEFT_OUT),
            given_by=typed["given_by"],
        )

    def _kinds(self, how: str) -> frozenset[MeetingKind]:
        said = self.cleaned_data
        return frozenset(kind for kind in MeetingKind if said.get(f"kind-{kind.value}") == how)

    def _scale(self) -> Scale | None:
        typed = self.cleaned_data
        if typed["scale"] == "full":
            rows = self._whole_rows("full_measure", "full_ends", count=FULL_ROWS)
            if not rows:
                self.add_error("scale", _("Hãy ghi ít nhất một điều kiện để được đủ điểm."))
            return FullWhen(tuple(Bound(m, **ends) for m, ends in rows)) if rows else None
        if typed["scale"] != "bands":
            return None
        if not typed["measure"] or not typed["bands"]:
            self.add_error("bands", _("Hãy chọn thang tính theo gì và ghi các bậc."))
            return None
        first = self._whole_rows("over_measure", "over_ends", "over_points", count=OVERRIDES)
        measure, bands = typed["measure"], typed["bands"]
        self._check_points([*(points for _ends, points in bands), *(row[2] for row in first)])
        return Bands(
            tuple((Bound(measure, **ends), points) for ends, points in bands),
            tuple((Bound(m, **ends), points) for m, ends, points in first),
        )

    def _check_points(self, given: list[Decimal]) -> None:
        most = self.cleaned_data["max_points"]
        if any(points > most for points in given):
            self.add_error("bands", _("Có bậc cho nhiều hơn điểm tối đa của mục."))


def _givers() -> list[tuple[str, str]]:
    return [("", gettext("chi bộ")), *((giver, giver_words(giver)) for giver in GIVERS)]


def _applying() -> list[tuple[str, str]]:
    return [
        (APPLIES, gettext("có xét")),
        (FULL, gettext("không xét, cho đủ điểm")),
        (LEFT_OUT, gettext("không xét, quy các mục còn lại về 100")),
    ]


def line_values(item: Item) -> dict[str, Any]:
    """What stands in a line's form."""
    values: dict[str, Any] = {
        "name": item.name,
        "guidance": item.guidance,
        "max_points": item.max_points,
        "facts": list(item.facts),
        "given_by": item.given_by,
    }
    for kind in MeetingKind:
        how = FULL if kind in item.full_without else LEFT_OUT if kind in item.left_out else APPLIES
        values[f"kind-{kind.value}"] = how
    if isinstance(item.scale, FullWhen):
        values["scale"] = "full"
        for n, bound in enumerate(item.scale.bounds, start=1):
            values |= {f"full_measure-{n}": bound.measure, f"full_ends-{n}": write_ends(bound)}
    if isinstance(item.scale, Bands):
        values |= {"scale": "bands", "measure": item.scale.measure}
        values["bands"] = write_bands(item.scale.bands)
        for n, (bound, points) in enumerate(item.scale.overrides, start=1):
            values |= {f"over_measure-{n}": bound.measure, f"over_ends-{n}": write_ends(bound)}
            values[f"over_points-{n}"] = points
    return values
