"""Addresses of one page for many records: the route is looked up once, not once a record."""

from collections.abc import Callable
from types import EllipsisType
from urllib.parse import quote

from django.urls import reverse

_PLACE = 7_777_777_777_777_777  # stands for what differs; no address holds it otherwise


def addresses(name: str, *args: object | EllipsisType) -> Callable[[int | str], str]:
    """What `reverse(name, args=…)` gives for any value in the place of `...`.

    >>> month_of = addresses("cell_month", ..., "2026-11")
    >>> month_of(17)
    '/chi-bo/17/thang/2026-11/'
    """
    filled = [_PLACE if arg is ... else arg for arg in args]
    before, _, after = reverse(name, args=filled).partition(str(_PLACE))
    return lambda value: f"{before}{value if isinstance(value, int) else quote(value)}{after}"
