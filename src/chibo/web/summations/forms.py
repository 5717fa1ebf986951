"""Forms of a summation: its frame, and the texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chibo.areas.directives.models import Directive
from chibo.areas.indicators.told import by_group
from chibo.areas.resolutions.models import Resolution
from chibo.areas.summations.actions import Frame
from chibo.areas.summations.actions.writing import LONGEST
from chibo.areas.summations.books import counted
from chibo.areas.summations.frame import sections
from chibo.areas.summations.models import Cut, Structure, Summation
from chibo.core.choices import spoken
from chibo.core.vietnamese import show_date
from chibo.web.forms import VersionedForm
from chibo.web.overview.saying import indicator_name

DIRECTIVE, RESOLUTION = "directive", "resolution"


class BeginForm(forms.Form):
    """What a new summation is about; its figures are proposed."""

    title = forms.CharField(
        label=gettext_lazy("Tên báo cáo"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ví dụ: Tổng kết 5 năm thực hiện Chỉ thị số 05-CT/TW."),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Văn bản được tổng kết"),
        required=False,
        help_text=gettext_lazy(
            "Văn bản trong sổ có sẵn mức độ thực hiện của từng đơn vị để đưa vào báo cáo."
        ),
    )
    paper = forms.CharField(
        label=gettext_lazy("Văn bản không có trong sổ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ghi loại, số, ngày, cơ quan ban hành."),
    )
    first_year = forms.IntegerField(label=gettext_lazy("Từ năm"), min_value=1930, max_value=2100)
    last_year = forms.IntegerField(label=gettext_lazy("Đến năm"), min_value=1930, max_value=2100)
    cut = forms.ChoiceField(label=gettext_lazy("Đặt cạnh nhau"), choices=spoken(Cut))
    structure = forms.ChoiceField(
        label=gettext_lazy("Theo tổ chức"),
        choices=spoken(Structure),
        help_text=gettext_lazy(
            "Khi ấy: mỗi việc ở nơi nó diễn ra. Hiện nay: số cũ của đơn vị đã sáp nhập đưa về nơi"
            " đang tiếp nhận."
        ),
    )

    def __init__(
        self, *args: Any, papers: tuple[list[Directive], list[Resolution]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        directives, resolutions = papers
        field.choices = [
            ("", _("Văn bản khác, ghi ở ô dưới")),
            (_("Văn bản cấp trên trong sổ"), [_of_directive(each) for each in directives]),
            (_("Nghị quyết của chi bộ"), [_of_resolution(each) for each in resolutions]),
        ]

    def frame(self) -> Frame:
        """What was typed, for the action."""
        said = self.cleaned_data
        kind, _colon, number = said["subject"].partition(":")
        return Frame(
            title=said["title"],
            first_year=said["first_year"],
            last_year=said["last_year"],
            cut=said["cut"],
            structure=said["structure"],
            directive_id=int(number) if kind == DIRECTIVE else None,
            resolution_id=int(number) if kind == RESOLUTION else None,
            paper=said["paper"],
            indicators=tuple(said.get("indicators", ())),
            charts=tuple(said.get("charts", ())),
        )


class FrameForm(VersionedForm, BeginForm):
    """The same with the figures and the charts."""

    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ số trong bảng"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    charts = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ số vẽ biểu đồ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chỉ vẽ chỉ số có trong bảng."),
    )

    def __init__(self, *args: Any, chosen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {each.code for each in counted()}
        every = [
            (name, [(each.code, indicator_name(each)) for each in rows if each.code in known])
            for name, rows in by_group()
        ]
        for name, wanted in (("indicators", known), ("charts", {*chosen} or known)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            kept = [(group, [row for row in rows if row[0] in wanted]) for group, rows in every]
            field.choices = [(group, rows) for group, rows in kept if rows]


def _of_directive(each: Directive) -> tuple[str, str]:
    return f"{DIRECTIVE}:{each.pk}", f"{each.number} – {each.title}"[:120]


def _of_resolution(each: Resolution) -> tuple[str, str]:
    told = {"number": f"{each.number or 0:02d}-NQ/CB", "unit": each.meeting.unit.name}
    words = _("%(number)s, %(unit)s") % told
    return f"{RESOLUTION}:{each.pk}", f"{words}, {show_date(each.adopted_on)}"


def frame_values(row: Summation) -> dict[str, Any]:
    """What stands in the form before anything is changed."""
    names = ("version", "title", "paper", "first_year", "last_year", "cut", "structure")
    subject = ""
    if row.directive is not None:
        subject = f"{DIRECTIVE}:{row.directive.pk}"
    elif row.resolution is not None:
        subject = f"{RESOLUTION}:{row.resolution.pk}"
    chosen = {"indicators": row.indicators, "charts": row.charts}
    return {**{name: getattr(row, name) for name in names}, **chosen, "subject": subject}


class TextsForm(VersionedForm):
    """The sections."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in sections():
            self.fields[each.code] = forms.CharField(
                label=f"{each.number}. {_(each.title)}",
                required=False,
                max_length=LONGEST,
                help_text=_(each.hint),
                widget=forms.Textarea(attrs={"rows": 5, "data-takes": True}),
            )

    def texts(self) -> dict[str, str]:
        """What was typed, by section."""
        return {each.code: self.cleaned_data[each.code] for each in sections()}


def text_values(row: Summation) -> dict[str, Any]:
    """The texts as they are kept."""
    return {"version": row.version, **{e.code: row.texts.get(e.code, "") for e in sections()}}
