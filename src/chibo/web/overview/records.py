"""The records behind a figure, each with the page that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from chibo.areas.indicators.queries import Record
from chibo.core.actor import Actor
from chibo.core.periods import Month
from chibo.web.days import LookedAt

PAGES = {
    "meeting": ("meetings.view", "meeting_record"),
    "member": ("members.view", "member"),
    "unit": ("units.view", "unit"),
    "class": ("training.view", "training_class"),
    "place": ("units.view", "place"),
}


@dataclass(frozen=True)
class RecordRow:
    """A record with its address; "" where the actor may count it but not open it."""

    record: Record
    href: str

    @property
    def title(self) -> str:
        """What tells it from its neighbours: a meeting by its cell too."""
        record = self.record
        return f"{record.place}: {record.title}" if record.kind == "meeting" else record.title


def record_rows(
    actor: Actor, records: Iterable[Record], month: Month, looked: LookedAt
) -> list[RecordRow]:
    """The rows of the page of a figure."""
    return [RecordRow(record, _address(actor, record, month, looked)) for record in records]


def _address(actor: Actor, record: Record, month: Month, looked: LookedAt) -> str:
    permission, page = PAGES[record.kind]
    if not actor.may(permission, record.unit.path):
        return ""
    if (
        record.kind == "unit"
        and record.unit.is_cell
        and actor.may("meetings.view", record.unit.path)
    ):
        return reverse("cell_month", args=[record.pk, month])
    return looked.address(page, record.pk)
