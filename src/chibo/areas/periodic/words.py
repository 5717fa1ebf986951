"""Values of lines as people read them: nought, no data and not applicable are three things."""

from django.utils.translation import pgettext

from chibo.areas.periodic.forms import Line
from chibo.areas.periodic.rules import LineFigure, Value
from chibo.core.i18n import _
from chibo.core.vietnamese import show_points


def shown(value: Value) -> str:
    """The number, or which of the three it is."""
    if value.number is not None:
        return show_points(value.number)
    if value.state == "na":
        return _("không áp dụng")
    return _("chưa ghi") if value.state == "open" else _("không có số liệu")


def shown_line(line: LineFigure) -> str:
    """A line's value, for a page and a paper alike."""
    return shown(line.value)


def line_name(line: Line) -> str:
    """What a line is called in the reader's language."""
    return pgettext("indicator", line.name) if line.indicator else _(line.name)
