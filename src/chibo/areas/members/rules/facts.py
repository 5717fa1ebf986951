"""What the rules are asked about, and how they answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from chibo.regulations import Reason, Source

ENDED = frozenset({"transferred", "deceased", "left"})


@dataclass(frozen=True)
class MemberFacts:
    """A member as recorded today."""

    joined_on: date
    full_on: date | None
    state: str
    state_on: date | None
    last_change_on: date | None = None
    """The day of the latest recorded change; nothing may be put in before it."""

    @property
    def is_full(self) -> bool:
        """Whether recognised as a full member."""
        return self.full_on is not None

    @property
    def has_ended(self) -> bool:
        """Whether membership here is over."""
        return self.state in ENDED

    @property
    def standing(self) -> str:
        """The state a move starts from; full or probationary are read from the dates."""
        if self.has_ended or self.state == "exempt":
            return self.state
        return "full" if self.is_full else "probationary"

    @property
    def since(self) -> date:
        """The first day a further change may have."""
        return max(filter(None, (self.joined_on, self.state_on, self.last_change_on)))


@dataclass(frozen=True)
class Objection:
    """One thing that stands against it, and the field of a form it belongs to."""

    field: str
    reason: Reason


@dataclass(frozen=True)
class Verdict:
    """What the rules say of a wish. Nothing is refused without a reason."""

    effective_on: date | None
    objections: tuple[Objection, ...] = ()
    notes: tuple[Reason, ...] = ()
    """What should be known and does not stand in the way, as a deadline that was missed."""

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.objections


def objection(field: str, code: str, sentence: str, source: Source | None = None) -> Objection:
    """One objection in a line."""
    return Objection(field, Reason(code, sentence, source=source))


def standing_on(source: Source, found: Iterable[Objection]) -> tuple[Objection, ...]:
    """The same, each with its clause; what has none of its own stands on `source`."""
    return tuple(
        each if each.reason.source else Objection(each.field, replace(each.reason, source=source))
        for each in found
    )


def kept(found: Iterable[Objection | None]) -> tuple[Objection, ...]:
    """The objections among what was asked."""
    return tuple(each for each in found if each is not None)
