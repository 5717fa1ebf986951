"""A country of a hundred cells: what is made for measuring is what the product counts, and each
part of a run does what it says."""

from datetime import date

import pytest
from bench.national import reading, searching, sheets
from bench.national.making import make
from bench.visits import session_of

from chibo.areas.indicators.actions import fold
from chibo.areas.indicators.models import CellMonth, KeptFigures
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit

TODAY = date(2026, 11, 21)
WHY = "the made rows are looked at as a whole"
pytestmark = pytest.mark.django_db


def test_a_small_country_is_what_the_product_counts(monkeypatch):
    """Made with triggers off; `make` ends with a commune and all above it counted again."""
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())
    steps = make(0.0004, today=TODAY, say=lambda _line: None)
    cells = Unit.objects.unscoped(WHY).cells().count()
    assert len(steps) == 18
    assert cells == 120
    assert Member.objects.unscoped(WHY).count() > 17 * cells
    assert Meeting.objects.unscoped(WHY).held().count() > 23 * cells
    assert CellMonth.objects.unscoped(WHY).count() == 25 * cells
    assert KeptFigures.objects.filter(first=date(2017, 5, 1), months=1).count() > cells
    assert fold(today=TODAY) == 0, "nothing waits"
    _most_names_are_found()
    _what_is_read_is_read_by_hand_too(monkeypatch)


def _most_names_are_found():
    units = reading.units_of_each_kind()
    del units["cell"]
    for unit in units.values():
        session_of(unit)
    wishes = list(searching.wishes(units, 40))
    found = [searching._is_found(wish, units[wish.place]) for _kind, wish in wishes]
    assert sum(found) >= 39


def _what_is_read_is_read_by_hand_too(monkeypatch):
    monkeypatch.setattr(reading, "ROUNDS", 1)
    told = list(reading.rows(TODAY))
    assert len(told) == 16 + 3


def test_both_writers_of_workbooks_write():
    assert len(list(sheets.rows(TODAY, lines=20))) == 3
