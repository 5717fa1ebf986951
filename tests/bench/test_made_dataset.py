"""The bench's dataset is what the software itself would have left, at any size."""

from datetime import date

import pytest
from bench.dataset import Size, make
from bench.measuring import count_statements
from bench.visits import visits
from django.db import transaction

from chibo.areas.indicators.actions import verify
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit

TODAY = date(2026, 11, 21)
WHY = "the made rows are looked at as a whole"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("bench.urls")]


@pytest.fixture(autouse=True)
def _bench(monkeypatch, settings):
    monkeypatch.setenv("CHIBO_TODAY", TODAY.isoformat())
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": ["bench/templates"]}]


def _made(scale):
    make(Size().scaled(scale), today=TODAY, say=lambda _line: None)


def _made_and_forgotten(scale, ask):
    with transaction.atomic():
        _made(scale)
        told = ask()
        transaction.set_rollback(True)
    return told


def test_a_hundredth_of_it_holds_under_a_recount():
    _made(0.01)
    cells = Unit.objects.unscoped(WHY).cells()
    members = Member.objects.unscoped(WHY)
    assert (cells.count(), members.counted_on(TODAY).count()) == (60, 1000)
    assert Meeting.objects.unscoped(WHY).held().count() > 60 * 24
    assert verify(today=TODAY) == []


def test_the_same_day_makes_the_same_people():
    def names():
        rows = Member.objects.unscoped(WHY).order_by("id")
        return list(rows.values_list("full_name", "born_on", "joined_on"))

    assert _made_and_forgotten(0.005, names) == _made_and_forgotten(0.005, names)


def test_pages_ask_a_big_province_for_no_more_than_a_small_one():
    def statements():
        return {visit.name: count_statements(visit) for visit in visits()}

    small, big = (_made_and_forgotten(scale, statements) for scale in (0.005, 0.015))
    assert small == big
