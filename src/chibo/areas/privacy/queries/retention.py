"""What is past its time: what went last, what waits for tonight, what waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.privacy.permissions import VIEW
from chibo.areas.privacy.retention import Rule, narrowed, past_rows, retention
from chibo.core.actor import Actor
from chibo.core.models import AuditEvent
from chibo.core.wall import lifted

NIGHTS = 14
MANY = 100
CHANGE = "members.change"


@dataclass(frozen=True)
class Waits:
    """A rule with how many rows are past their time on this server, or in this unit's part."""

    rule: Rule
    number: int
    members: Sequence[Member] = ()
    """Where a person decides: the first of whom it is about."""


@dataclass(frozen=True)
class Kept:
    """The rules with what waits, and what went in the last nights (day, numbers by rule)."""

    rules: Sequence[Waits]
    nights: Sequence[tuple[datetime, Sequence[tuple[Rule, int]]]]


def kept_too_long(*, actor: Actor, unit: Unit, now: datetime) -> Kept:
    """For who answers for the data of a unit. Numbers of the server carry nobody's name."""
    actor.require(VIEW, unit)
    return Kept([_waits(actor, unit, rule, now) for rule in retention()], _nights())


def _waits(actor: Actor, unit: Unit, rule: Rule, now: datetime) -> Waits:
    if not rule.asks:
        return Waits(rule, past_rows(rule, now).count())
    rows = Member.objects.visible_to(actor, CHANGE, inside=unit.path)
    found = narrowed(rows, rule, now).select_related("cell").defer("search_words")
    return Waits(rule, found.count(), list(found[:MANY]))


def _nights() -> list[tuple[datetime, Sequence[tuple[Rule, int]]]]:
    by_code = {rule.code: rule for rule in retention()}
    with lifted("how many rows each night let go of; nobody is named"):
        events = list(
            AuditEvent.objects.filter(action="privacy.forgotten").order_by("-pk")[:NIGHTS]
        )
    return [
        (
            event.at,
            [(by_code[code], n) for code, n in event.changes.items() if code in by_code],
        )
        for event in events
    ]
