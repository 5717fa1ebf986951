"""Rules on the data of people: by when requests are answered, breaches told, impact assessed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chibo.core.i18n import _
from chibo.core.working_days import add_working_days
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.values import Source, Sourced


@dataclass(frozen=True)
class AnswerTime:
    """In how many days a request of one kind is answered."""

    code: str
    name: str
    days: int
    source: Source

    @property
    def told(self) -> str:
        """How long."""
        return _("%s ngày") % self.days


@dataclass(frozen=True)
class PersonalDataRules:
    """What the law says of requests about one's data and of breaches."""

    pack_id: str
    acknowledge_working_days: Sourced[int]
    answers: tuple[AnswerTime, ...]
    extensions: Sourced[int]
    breach_hours: Sourced[int]
    impact_days: Sourced[int]
    impact_update_months: Sourced[int]

    def answer(self, right: str) -> AnswerTime:
        """The time for requests of this kind; KeyError if there is none."""
        return {each.code: each for each in self.answers}[right]

    def acknowledge_by(self, asked_on: date) -> date:
        """The last day to say that a request came in."""
        return add_working_days(asked_on, self.acknowledge_working_days.value)

    def due_on(self, right: str, asked_on: date) -> date:
        """The last day to answer it."""
        return asked_on + timedelta(days=self.answer(right).days)

    def longest(self, right: str, due_on: date) -> date:
        """The last day it may be put off to: as long again as the first time."""
        return due_on + timedelta(days=self.answer(right).days)

    def notice_by(self, found_at: datetime) -> datetime:
        """The moment by which a breach found then is told."""
        return found_at + timedelta(hours=self.breach_hours.value)


def read_personal_data_rules(pack_id: str, head: Table, _open_file: OpenFile) -> PersonalDataRules:
    """The rules out of a pack's files."""
    return PersonalDataRules(
        pack_id=pack_id,
        acknowledge_working_days=head.sourced_whole("acknowledge_working_days"),
        answers=tuple(
            AnswerTime(row.text("code"), row.text("name"), row.whole("days"), row.source())
            for row in head.tables("answer")
        ),
        extensions=head.sourced_whole("extensions"),
        breach_hours=head.sourced_whole("breach_hours"),
        impact_days=head.sourced_whole("impact_days"),
        impact_update_months=head.sourced_whole("impact_update_months"),
    )
