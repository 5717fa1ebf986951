"""The classes a member was in, as the member's page shows them."""

from dataclasses import dataclass

from chibo.areas.members.models import Member
from chibo.areas.training.models import Enrolment
from chibo.areas.training.permissions import VIEW
from chibo.areas.training.queries import classes_attended
from chibo.core.actor import Actor


@dataclass(frozen=True)
class AttendedRow:
    """A class of the member; `opens` where the reader may open its page."""

    enrolment: Enrolment
    opens: bool


def attended_rows(actor: Actor, member: Member) -> list[AttendedRow]:
    """The classes, newest first."""
    return [
        AttendedRow(row, actor.may(VIEW, row.training_class.unit.path))
        for row in classes_attended(actor, member)
    ]
