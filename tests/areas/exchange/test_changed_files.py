"""Workbooks damaged at random: taken whole or not at all, whatever was changed in them."""

from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from chibo.areas.exchange.models import ImportBatch
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.models import AuditEvent
from tests.factories.hostile import mutated
from tests.factories.workbooks import UNITS, a_csv, a_workbook, take, three_sheets
from tests.seeds import seeds

pytestmark = pytest.mark.django_db


def kept() -> tuple[int, ...]:
    """How many rows stand where an import writes."""
    why = "a test"
    tables = (Unit.objects.unscoped(why), Member.objects.unscoped(why))
    batches = ImportBatch.objects.unscoped(why)
    return (*(rows.count() for rows in tables), batches.count(), AuditEvent.objects.count())


def import_once(folder: Path, content: bytes) -> bool:
    """Whether it was taken; what was taken is undone by rolling back. Refused: nothing is kept."""
    before = kept()
    with transaction.atomic():
        taken = take(folder, content).taken
        if not taken:
            assert kept() == before
        transaction.set_rollback(True)
    assert kept() == before
    return taken


@pytest.mark.parametrize("seed", seeds(1))
def test_a_changed_workbook_is_taken_whole_or_refused(seed: int, tmp_path: Path) -> None:
    """bench/uploads.py does the same with thousands."""
    chance = Random(seed)
    files = (a_workbook(three_sheets()), a_csv(UNITS))
    outcomes = [import_once(tmp_path, mutated(chance.choice(files), chance)) for _ in range(30)]
    assert False in outcomes
