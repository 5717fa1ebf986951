"""Which period the address asks for."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from chibo.areas.statistics.rules import FIRST_YEAR, Told, period_of
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.regulations import StatisticsRules, statistics_rules_in_force


@dataclass(frozen=True)
class AskedPeriod:
    """A period with its forms; `refused` says why another one than asked for is shown."""

    rules: StatisticsRules
    told: Told
    refused: str = ""

    @property
    def query(self) -> str:
        """What leads back to it."""
        return urlencode({"nam": self.told.year, "ky": self.told.period.code})

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The periods there are."""
        return [(each.code, each.name) for each in self.rules.periods]

    @property
    def years(self) -> list[int]:
        """The years offered at once; any other may be typed into the address."""
        this = clock.today().year
        return sorted({*range(this, max(this - 15, FIRST_YEAR), -1), self.told.year}, reverse=True)


def asked_period(request: HttpRequest) -> AskedPeriod:
    """The period asked for; the whole of this year for none and for one there is not."""
    today = clock.today()
    year, code = request.GET.get("nam", ""), request.GET.get("ky", "")
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else today.year
    try:
        return AskedPeriod(*period_of(code or _whole(today), number, today))
    except Refused as refusal:
        return AskedPeriod(*period_of(_whole(today), today.year, today), refusal.message)


def _whole(today: date) -> str:
    """The longest period of the forms in force."""
    return max(statistics_rules_in_force(today).periods, key=lambda each: each.last_month).code
