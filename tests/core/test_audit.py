"""The trail of what was done."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.core import audit
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from tests.factories import a_cell, an_actor

NOW = datetime(2026, 11, 5, 20, 0, tzinfo=ZONE)


@pytest.mark.django_db
def test_an_act_is_kept_with_who_where_when_and_what_changed() -> None:
    cell = a_cell()
    actor = an_actor("secretary", cell, name="Trần Thị Bình")
    audit.record(
        actor=actor, action="meeting.closed", at=NOW, unit_id=cell.pk, changes={"present": [9, 10]}
    )
    event = AuditEvent.objects.get()
    assert (event.actor_name, event.via, event.unit_id) == ("Trần Thị Bình", "web", cell.pk)
    assert event.changes == {"present": [9, 10]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditevent SET action = 'x'", "DELETE FROM core_auditevent"],
)
def test_the_database_refuses_to_change_the_trail(statement: str) -> None:
    audit.record(actor=an_actor("secretary", a_cell()), action="x", at=NOW)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 1


def test_differences_hold_only_what_changed_in_words_json_knows() -> None:
    before = {"a": 1, "b": Decimal("4.5"), "c": None}
    after = {"a": 1, "b": Decimal("5"), "c": "x"}
    assert audit.differences(before, after) == {"b": ["4.5", "5"], "c": [None, "x"]}
