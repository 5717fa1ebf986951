"""The day a page is asked for: `?ngay=21/11/2026`, kept by every link of the page."""

from datetime import date

from django.http import HttpRequest

from chibo.core import clock
from chibo.core.vietnamese import parse_date

DAY = "ngay"


def asked_day(request: HttpRequest) -> date:
    """The day in the address; today for none, for nonsense and for a day that has not come."""
    today = clock.today()
    try:
        return min(parse_date(request.GET.get(DAY, "")), today)
    except ValueError:
        return today
