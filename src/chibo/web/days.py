"""The day a page is looked at: `?ngay=2025-06-30`, kept by every link of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chibo.core import clock
from chibo.core.vietnamese import parse_date, show_date

DAY = "ngay"
TAKES_DAY = frozenset(
    {
        "concurrent_posts",
        "export",
        "figure",
        "figure_trend",
        "figures",
        "figures_trend",
        "member",
        "members",
        "members_counted",
        "overseer",
        "overseers",
        "overview",
        "overview_courses",
        "overview_gaps",
        "overview_unit",
        "places",
        "post_oddity",
        "search",
        "several_posts",
        "terms_ending",
        "unit",
        "unit_branch",
        "unit_meetings",
        "unit_overseers",
        "unit_posts",
        "units",
        "village_cells",
        "without_meeting",
    }
)
"""The pages that show any day. Which pages do not, and why, is told in docs/days.md."""
FIRST_DAY = date(1930, 2, 3)
"""The founding of the Party: there is nothing to look at before it."""
_OF_ONE_DAY = ("trang", "sau", "thang", "ky", "dang")
_KEPT_ON = "_looked_at"


@dataclass(frozen=True)
class LookedAt:
    """The day a page shows. `refused` says why a day that was asked for is not shown."""

    day: date
    today: date
    refused: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    """The rest of the address, for the form that asks for another day."""

    @property
    def is_today(self) -> bool:
        """Whether the page is the one of every day: what it offers may be done."""
        return self.day == self.today

    @property
    def query(self) -> str:
        """What an address needs to show the same day; empty for today."""
        return "" if self.is_today else urlencode({DAY: self.day.isoformat()})

    def keep(self, address: str) -> str:
        """The address with the day in it; as it is while today is looked at."""
        if self.is_today or not address:
            return address
        return f"{address}{'&' if '?' in address else '?'}{self.query}"

    def address(self, name: str, *args: object) -> str:
        """The address of a page on this day; as it is where the page knows only today."""
        found = reverse(name, args=args)
        return self.keep(found) if name in TAKES_DAY else found

    @property
    def today_address(self) -> str:
        """The same page without the day."""
        return f"?{urlencode(self.kept)}" if self.kept else "?"


def day_of_page(request: HttpRequest) -> LookedAt | None:
    """The day of the page being shown; None where the page knows only today."""
    match = request.resolver_match
    return looked_at(request) if match and match.url_name in TAKES_DAY else None


def looked_at(request: HttpRequest) -> LookedAt:
    """The day in the address, read once a request.

    Today for none; today and a sentence for what is no day, has not come or lies before the Party.
    """
    found = getattr(request, _KEPT_ON, None)
    if found is None:
        found = _read(request.GET, clock.today())
        setattr(request, _KEPT_ON, found)
    return found


def _read(query: Mapping[str, str], today: date) -> LookedAt:
    told = str(query.get(DAY, "")).strip()[:20]
    kept = tuple((k, v) for k, v in query.items() if k != DAY and k not in _OF_ONE_DAY)
    if not told:
        return LookedAt(today, today, kept=kept)
    day = read_day(told)
    refused = _refusal(told, day, today)
    return LookedAt(today if refused or day is None else day, today, refused, kept)


def read_day(text: str) -> date | None:
    """2025-06-30 or 30/06/2025; None for anything else and for a day the calendar lacks."""
    for read in (date.fromisoformat, parse_date):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _refusal(told: str, day: date | None, today: date) -> str:
    if day is None:
        return (
            _(
                "“%s” không phải một ngày có trong lịch. Hãy gõ ngày theo dạng ngày/tháng/năm, "
                "ví dụ 30/06/2025. Trang này đang cho xem hôm nay."
            )
            % told
        )
    if day > today:
        return _(
            "Ngày %s chưa tới, nên chưa có gì để xem. Hãy chọn một ngày đã qua. "
            "Trang này đang cho xem hôm nay."
        ) % show_date(day)
    if day < FIRST_DAY:
        return _(
            "Ngày %(day)s là trước ngày thành lập Đảng %(first)s. Hãy chọn một ngày sau đó. "
            "Trang này đang cho xem hôm nay."
        ) % {"day": show_date(day), "first": show_date(FIRST_DAY)}
    return ""
