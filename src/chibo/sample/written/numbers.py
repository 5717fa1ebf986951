"""Numbers of the papers of many cells, in the order their papers came about."""

from datetime import date, datetime

from chibo.areas.documents.kinds import get_paper_rules, org_code
from chibo.areas.documents.models import PaperCounter, PaperNumber, PaperText
from chibo.areas.documents.templates import shipped_stamp
from chibo.areas.documents.texts import words_of
from chibo.areas.organisation.models import Unit


class NumberBook:
    """Gives numbers as `documents.actions.take_number` would; written at the end."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, str], int] = {}
        self._days: dict[tuple[int, str], date] = {}
        self._units: dict[int, Unit] = {}
        self._given: list[PaperNumber] = []

    def give(
        self, unit: Unit, paper_kind: str, ref: str, issued_on: date, title: str, now: datetime
    ) -> int:
        """The next number of this type in the unit's term, on no earlier day than the last."""
        key = (unit.pk, paper_kind)
        day = self._days[key] = max(issued_on, self._days.get(key, issued_on))
        before_first = get_paper_rules(issued_on).numbering.starts_at - 1
        number = self._last[key] = self._last.get(key, before_first) + 1
        self._units[unit.pk] = unit
        self._given.append(
            PaperNumber(
                unit=unit,
                paper_kind=paper_kind,
                org_code=org_code(unit),
                term_starts_on=unit.term_starts_on,
                number=number,
                ref=ref,
                issued_on=day,
                title=title,
                taken_at=now,
                template=shipped_stamp(day),
            )
        )
        return number

    def write(self) -> None:
        """Put numbers and counters on record."""
        PaperNumber.objects.bulk_create(self._given)
        PaperText.objects.bulk_create(
            (
                PaperText(paper=row, key=" ".join(words_of(f"{row.line} {row.title}")))
                for row in self._given
            ),
            batch_size=2000,
        )
        PaperCounter.objects.bulk_create(
            PaperCounter(
                unit=self._units[unit_id],
                paper_kind=paper_kind,
                term_starts_on=self._units[unit_id].term_starts_on,
                last_number=last,
                last_issued_on=self._days[unit_id, paper_kind],
            )
            for (unit_id, paper_kind), last in self._last.items()
        )
