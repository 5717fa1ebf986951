"""The period a page of figures is asked for, what it is compared with, and the form that asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from chibo.areas.indicators.measures import Structure
from chibo.areas.indicators.periods import CompareWith, Kind, Period, earlier, line_of, recent
from chibo.areas.indicators.queries.figures import Asked, terms_on_record
from chibo.areas.organisation.models import Unit
from chibo.core.periods import Month
from chibo.core.vietnamese import show_date
from chibo.web.days import LookedAt, looked_at
from chibo.web.request import ActorRequest

PERIOD, AGAINST, STRUCTURE = "ky", "so", "cau-truc"
RANGE, PREVIOUS, YEAR_BEFORE, NOTHING = "khoang", "truoc", "nam-truoc", "khong"
NOW = "hien-nay"
POINTS, YEARS_BACK = 12, 10
OFFERED: tuple[tuple[Kind, int], ...] = (("month", 24), ("quarter", 8), ("half", 6), ("year", 10))


@dataclass(frozen=True)
class Choice:
    """One period of the form."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class AskedPeriod:
    """What the address asks for; `refused` says why something else is shown."""

    asked: Asked
    against: Period | None
    compare: str
    terms: tuple[Period, ...]
    looked: LookedAt
    refused: str = ""

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.asked.period

    @property
    def until(self) -> str:
        """The words "đến ngày 21/11/2026" while it is not over; else nothing."""
        if self.period.is_over(self.looked.today):
            return ""
        return _("đến ngày %s") % show_date(self.period.ends_on(self.looked.today))

    @property
    def asked_until(self) -> date:
        """The last day that is counted."""
        return self.period.ends_on(self.looked.today)

    @property
    def against_words(self) -> str:
        """What it is compared with, in words."""
        return self.against.label if self.against else ""

    @property
    def is_cut(self) -> bool:
        """Whether only a part of the earlier period is compared, since this one is not over."""
        return self.against is not None and self.against.months < self.period.months

    @property
    def is_against_whole(self) -> bool:
        """Whether days that are still to come are compared with days that are over."""
        return self.against is not None and bool(self.until) and not self.is_cut

    def query(self, period: Period | None = None, structure: str = "") -> str:
        """The address of the same choice, with another period or structure."""
        asked = [(PERIOD, str(period or self.period))]
        if self.compare != PREVIOUS:
            asked.append((AGAINST, self.compare))
        told = structure or (NOW if self.asked.structure == "now" else "")
        if told == NOW:
            asked.append((STRUCTURE, NOW))
        return self.looked.keep(f"?{urlencode(asked)}")

    @property
    def other_structure(self) -> str:
        """The address under the other structure."""
        return self.query(structure="khi-do" if self.asked.structure == "now" else NOW)

    @property
    def line(self) -> list[Period]:
        """The last periods up to this one, for a chart."""
        founded = self.asked.unit.founded_on
        line = line_of(self.period, POINTS, self.terms)
        return [p for p in line if founded is None or p.last.last >= founded] or [self.period]

    @property
    def choices(self) -> list[tuple[str, list[Choice]]]:
        """Periods to choose from, by kind; the one shown among them."""
        names = {
            "month": _("Tháng"),
            "quarter": _("Quý"),
            "half": _("Nửa năm"),
            "year": _("Năm"),
        }
        today = self.looked.today
        groups = [(names[kind], recent(kind, today, count)) for kind, count in OFFERED]
        begun = [term for term in self.terms[::-1] if term.has_begun(today)]
        groups.append((_("Nhiệm kỳ"), begun))
        known = {period for _name, rows in groups for period in rows}
        if self.period not in known:
            groups.insert(0, (_("Đang xem"), [self.period]))
        return [(name, [self._choice(each) for each in rows]) for name, rows in groups if rows]

    def _choice(self, period: Period) -> Choice:
        label = period.label[:1].upper() + period.label[1:]
        return Choice(str(period), label, period == self.period)

    @property
    def comparisons(self) -> list[Choice]:
        """What the period may be compared with."""
        year = self.period.last.year
        rows = [(PREVIOUS, _("Kỳ trước"))]
        if self.period.kind not in ("year", "term"):
            rows.append((YEAR_BEFORE, _("Cùng kỳ năm trước")))
        if self.period.kind != "term":
            years = range(year - 1, year - 1 - YEARS_BACK, -1)
            rows += [(str(each), _("Năm gốc %d") % each) for each in years]
        rows.append((NOTHING, _("Không so sánh")))
        return [Choice(value, label, value == self.compare) for value, label in rows]


def asked_period(request: ActorRequest, unit: Unit) -> AskedPeriod:
    """The period of the address; the month of the day looked at for none and for nonsense."""
    looked = looked_at(request)
    terms = terms_on_record(unit)
    period, refused = _period(request, looked)
    compare = request.GET.get(AGAINST, PREVIOUS)
    with_what = _compared(compare)
    if with_what is None and compare != NOTHING:
        compare, with_what = PREVIOUS, "previous"
    against = earlier(period, with_what, looked.today, terms) if with_what is not None else None
    structure: Structure = "now" if request.GET.get(STRUCTURE) == NOW else "then"
    asked = Asked(request.actor, unit, period, looked.today, structure)
    return AskedPeriod(asked, against, compare, terms, looked, refused)


def _period(request: ActorRequest, looked: LookedAt) -> tuple[Period, str]:
    now = Period.of("month", Month.of(looked.day))
    told = request.GET.get(PERIOD, "") or request.GET.get("thang", "")
    if told == RANGE:
        told = "..".join(_month(request.GET.get(name, "")) for name in ("tu", "den"))
    if not told:
        return now, ""
    try:
        period = Period.parse(told)
    except ValueError:
        return now, _(
            "Không đọc được kỳ này. Hãy chọn một kỳ trong danh sách, hoặc gõ hai tháng theo dạng "
            "tháng/năm, ví dụ 01/2024 và 06/2026. Trang đang cho xem tháng này."
        )
    if not period.has_begun(looked.today):
        return now, _("Kỳ này chưa tới nên chưa có gì để đếm. Trang đang cho xem tháng này.")
    return period, ""


def _month(text: str) -> str:
    """ "06/2026" as "2026-06"."""
    month, _slash, year = text.strip().partition("/")
    return f"{year}-{month}" if year else text


def _compared(text: str) -> CompareWith | None:
    if text == PREVIOUS:
        return "previous"
    if text == YEAR_BEFORE:
        return "year_before"
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def labels(periods: Iterable[Period]) -> list[str]:
    """Short names for the axis of a chart: the part before "/" is written there."""
    return [_short(period) for period in periods]


def _short(period: Period) -> str:
    year = period.first.year
    if period.kind == "quarter":
        return f"{('I', 'II', 'III', 'IV')[(period.first.month - 1) // 3]}/{year}"
    if period.kind == "half":
        return f"{_('đầu') if period.first.month == 1 else _('cuối')}/{year}"
    if period.kind == "year":
        return str(year)
    if period.kind == "term":
        return f"{year}–{period.last.year}"
    return period.first.label if period.months == 1 else period.label
