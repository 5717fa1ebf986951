"""`Chuyển sinh hoạt` as written out: the letters, and homes that no letter tells of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.areas.exchange.held_transfers import STANDING, day_of
from chibo.areas.exchange.sheets.transfers import HOME, TRANSFERS, WAITING, kind_labels
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.units import UnitSheets
from chibo.areas.members.models import ENDED_STATES, Member, Stay, Transfer, TransferReason
from chibo.areas.members.models import TransferState as State
from chibo.areas.members.rules import temporary_kinds
from chibo.core.periods import FOREVER, Month

_EMPTY = dict.fromkeys((column.field for column in TRANSFERS.columns), "")


@dataclass(frozen=True)
class _Border:
    """A day on which a member came to another home, or left the last one."""

    on: date
    left: int | None
    reached: int | None
    by_rule: bool
    """Whether a decision about the cell says so by itself."""


class TransferSheet:
    """The transfers of the members that an export writes.

    A cell outside the part that is written is left empty: taken into this system it stays as it is.
    """

    def __init__(self, asked: Asked, units: UnitSheets) -> None:
        self._asked, self._codes, self._heirs = asked, units.codes, units.heirs()
        self._temporary = temporary_kinds()
        self._kinds = {code: label for label, code in kind_labels().items()}
        self._waiting = {code: label for label, code in WAITING.items()}

    def rows(self) -> Iterator[dict[str, Any]]:
        """By member and day."""
        members = Member.objects.visible_to(self._asked.actor, "members.view")
        found = members.under(self._asked.top.path).filter(pk__in=[*self._moved(), *self._sent()])
        people = list(found.order_by("unit_path", "name_key", "id").only(*_PERSON))
        stays, letters = self._stays(people), self._letters(people)
        for member in people:
            if self._asked.by_then(member.joined_on):
                yield from self._of(member, stays[member.pk], letters[member.pk])

    def _moved(self) -> Iterable[int]:
        """Members with more homes than one, or who came after they joined."""
        own = Stay.objects.visible_to(self._asked.actor, "members.view")
        rows = own.filter(**_below("member__unit_path", self._asked.top.path))
        return rows.exclude(how=Stay.How.JOINED).values_list("member_id", flat=True).distinct()

    def _sent(self) -> Iterable[int]:
        rows = Transfer.objects.visible_to(self._asked.actor, "members.view")
        own = rows.filter(**_below("member__unit_path", self._asked.top.path), state__in=STANDING)
        return own.values_list("member_id", flat=True).distinct()

    def _stays(self, members: Sequence[Member]) -> Mapping[int, list[Stay]]:
        found: dict[int, list[Stay]] = defaultdict(list)
        rows = Stay.objects.visible_to(self._asked.actor, "members.view")
        for stay in rows.filter(member__in=members).order_by("member_id", "starts_on"):
            found[stay.member_id].append(stay)
        return found

    def _letters(self, members: Sequence[Member]) -> Mapping[int, list[Transfer]]:
        found: dict[int, list[Transfer]] = defaultdict(list)
        rows = Transfer.objects.visible_to(self._asked.actor, "members.view")
        for letter in rows.filter(member__in=members, state__in=STANDING).order_by("id"):
            assert letter.member_id is not None
            found[letter.member_id].append(letter)
        return found

    def _of(
        self, member: Member, stays: Sequence[Stay], letters: Sequence[Transfer]
    ) -> list[dict[str, Any]]:
        """The rows of one member: letters, and days between homes that none tells of."""
        moving = {self._day(each): each for each in letters if self._moves(each)}
        told = [each for each in letters if not self._moves(each)]
        needed, rows = False, []
        for border in reversed([*self._borders(member, stays)]):
            letter = moving.get(border.on)
            if letter is not None and border.reached == letter.to_cell_id:
                told.append(letter)
                needed = True
            elif needed or not border.by_rule:
                rows.append(self._home(member, border))
                needed = True
        rows += [
            self._letter(member, each) for each in told if self._asked.by_then(self._day(each))
        ]
        return sorted(rows, key=lambda row: (row["on"], row["kind"]))

    def _day(self, letter: Transfer) -> date:
        return day_of(letter, self._temporary)

    def _moves(self, letter: Transfer) -> bool:
        waits = letter.state == State.ISSUED and not letter.goes_outside
        return letter.kind not in self._temporary and not waits

    def _borders(self, member: Member, stays: Sequence[Stay]) -> Iterator[_Border]:
        """In the order of days, as known on the day asked for."""
        last: Stay | None = None
        for stay in stays:
            if not self._asked.by_then(stay.starts_on):
                return
            meets = last is not None and last.ends_before == stay.starts_on
            if last is not None and not meets:
                yield _Border(last.ends_before, last.cell_id, None, by_rule=False)
            if last is not None or stay.starts_on != member.joined_on:
                left = last.cell_id if last is not None and meets else None
                heir = self._heirs.get(left or 0)
                by_rule = stay.how == Stay.How.FOLLOWED and heir == stay.cell_id
                yield _Border(stay.starts_on, left, stay.cell_id, by_rule)
            last = stay
        if (
            last is not None
            and last.ends_before < FOREVER
            and self._asked.by_then(last.ends_before)
        ):
            ended = member.state in ENDED_STATES and member.state_on == last.ends_before
            yield _Border(last.ends_before, last.cell_id, None, by_rule=ended)

    def _home(self, member: Member, border: _Border) -> dict[str, Any]:
        return {
            **_EMPTY,
            "member_code": member.code,
            "on": border.on,
            "kind": self._kinds[HOME],
            "from_code": self._codes.get(border.left or 0, ""),
            "to_code": self._codes.get(border.reached or 0, ""),
        }

    def _letter(self, member: Member, letter: Transfer) -> dict[str, Any]:
        returned = self._asked.known(letter.returned_on)
        return {
            "member_code": member.code,
            "on": self._day(letter),
            "kind": self._kinds[letter.kind],
            "from_code": self._codes.get(letter.from_cell_id or 0, ""),
            "from_place": letter.from_place,
            "to_code": self._codes.get(letter.to_cell_id or letter.to_unit_id or 0, ""),
            "to_place": letter.to_place,
            "until": letter.until,
            "returned_on": returned,
            "reason": TransferReason(letter.reason).label,
            "issued_on": letter.issued_on,
            "outside_number": letter.outside_number,
            "fee_paid_to": Month.of(letter.fee_paid_to).label,
            "state": self._waiting.get(letter.state, ""),
            "note": letter.note,
        }


_PERSON = ("code", "joined_on", "state", "state_on", "unit_path")


def _below(column: str, path: str) -> dict[str, str]:
    return {f"{column}__gte": path, f"{column}__lt": path + "~"}
