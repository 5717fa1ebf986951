"""Numbers of papers: per unit, type and term, from 01, without gaps."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.kinds import NoPaperRules, NotIssued, org_code
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.documents.queries import find_number, numbers_of
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent
from tests.factories.people import an_actor
from tests.factories.units import a_cell, a_commune, a_unit

NOW = datetime(2026, 11, 5, 21, 0, tzinfo=ZONE)
TERM = date(2025, 4, 20)


def taken(actor: Actor, unit: Unit, ref: str, **more: Any) -> PaperNumber:
    fields = {
        "paper_kind": "NQ",
        "issued_on": NOW.date(),
        "title": "Nghị quyết sinh hoạt chi bộ tháng 11",
        "now": NOW,
    }
    return take_number(actor=actor, unit=unit, ref=ref, **{**fields, **more})


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune(), term_starts_on=TERM)


@pytest.fixture
def secretary(cell: Unit) -> Actor:
    return an_actor("secretary", cell)


def test_each_type_counts_from_01_on_its_own(cell: Unit, secretary: Actor) -> None:
    lines = [
        taken(secretary, cell, "resolution:1").line,
        taken(secretary, cell, "resolution:2").line,
        taken(secretary, cell, "report:1", paper_kind="BC").line,
        taken(secretary, cell, "resolution:3").line,
    ]
    assert lines == ["Số 01-NQ/CB", "Số 02-NQ/CB", "Số 01-BC/CB", "Số 03-NQ/CB"]


def test_two_units_do_not_share_a_sequence(cell: Unit, secretary: Actor) -> None:
    other = a_cell(a_commune(name="Đảng ủy xã Đông Quan"), term_starts_on=TERM)
    taken(secretary, cell, "resolution:1")
    assert taken(an_actor("secretary", other), other, "resolution:2").line == "Số 01-NQ/CB"


def test_a_paper_asked_about_twice_keeps_its_number(cell: Unit, secretary: Actor) -> None:
    first = taken(secretary, cell, "resolution:1")
    again = taken(secretary, cell, "resolution:1")
    assert again == first
    assert taken(secretary, cell, "resolution:2").number == 2
    assert AuditEvent.objects.filter(action="documents.number_taken").count() == 2


def test_a_reference_cannot_stand_for_two_papers(cell: Unit, secretary: Actor) -> None:
    taken(secretary, cell, "resolution:1")
    with pytest.raises(ValueError, match="resolution:1"):
        taken(secretary, cell, "resolution:1", paper_kind="BC")


def test_a_new_term_starts_again_at_01_and_an_older_paper_stays_in_its_term(
    cell: Unit, secretary: Actor
) -> None:
    taken(secretary, cell, "resolution:1", issued_on=date(2026, 3, 5))
    cell.term_starts_on = date(2026, 7, 1)
    cell.save()
    assert taken(secretary, cell, "resolution:2", issued_on=date(2026, 7, 5)).number == 1
    late = taken(secretary, cell, "resolution:3", issued_on=date(2026, 6, 5))
    assert (late.number, late.term_starts_on) == (2, TERM)


def test_a_unit_whose_term_is_not_on_record_has_one_sequence(db: None) -> None:
    cell = a_cell()
    secretary = an_actor("secretary", cell)
    numbers = [taken(secretary, cell, f"resolution:{n}").number for n in (1, 2)]
    assert numbers == [1, 2]
    assert PaperCounter.objects.unscoped("test").count() == 1


def test_work_that_is_undone_gives_its_number_back(cell: Unit, secretary: Actor) -> None:
    with transaction.atomic():
        taken(secretary, cell, "resolution:1")
        transaction.set_rollback(True)
    assert taken(secretary, cell, "resolution:2").number == 1


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_leave_no_gap_and_share_no_number() -> None:
    cell = a_cell(term_starts_on=TERM)
    secretary = an_actor("secretary", cell)
    start = threading.Barrier(2)

    def take_ten(worker: int) -> None:
        try:
            start.wait()
            for n in range(10):
                taken(secretary, cell, f"resolution:{worker * 100 + n}")
                taken(secretary, cell, f"resolution:{900 + n}")
        finally:
            connection.close()

    workers = [threading.Thread(target=take_ten, args=(worker,)) for worker in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    found = PaperNumber.objects.unscoped("test").order_by("number")
    assert [number.number for number in found] == list(range(1, 31))
    assert PaperCounter.objects.unscoped("test").get().last_number == 30


@pytest.mark.parametrize("kind", ["HD", "CT", "TT"])
def test_a_cell_may_not_issue_guidance_directives_or_circulars(
    kind: str, cell: Unit, secretary: Actor
) -> None:
    with pytest.raises(NotIssued) as refusal:
        taken(secretary, cell, "other:1", paper_kind=kind)
    assert "Chi bộ không ban hành" in refusal.value.message
    assert not PaperCounter.objects.unscoped("test").exists()


def test_a_type_nobody_knows_is_refused(cell: Unit, secretary: Actor) -> None:
    with pytest.raises(NotIssued):
        taken(secretary, cell, "other:1", paper_kind="XYZ")


def test_a_committee_signs_with_its_own_code_and_a_party_group_not_at_all(cell: Unit) -> None:
    assert (org_code(cell), org_code(cell.parent)) == ("CB", "ĐU")
    with pytest.raises(NotIssued):
        org_code(a_unit("Tổ đảng số 1", parent=cell, kind="to_dang"))


def test_numbers_need_the_right_to_issue(cell: Unit) -> None:
    with pytest.raises(NotAllowed):
        taken(an_actor("superior", cell.parent), cell, "resolution:1")


def test_a_marked_title_takes_no_number(cell: Unit, secretary: Actor) -> None:
    with pytest.raises(MarkedSecret):
        taken(secretary, cell, "resolution:1", title="Nghị quyết (Mật)")
    assert not PaperNumber.objects.unscoped("test").exists()


def test_a_day_before_the_first_rules_is_refused(cell: Unit, secretary: Actor) -> None:
    with pytest.raises(NoPaperRules):
        taken(secretary, cell, "resolution:1", issued_on=date(2001, 1, 1))


def test_numbers_are_read_only_where_the_actor_may_look(cell: Unit, secretary: Actor) -> None:
    number = taken(secretary, cell, "resolution:1")
    stranger = an_actor("secretary", a_cell())
    assert find_number(secretary, "resolution:1") == number
    assert find_number(secretary, "resolution:2") is None
    assert find_number(stranger, "resolution:1") is None
    assert numbers_of(secretary, ["resolution:1", "resolution:2"]) == {"resolution:1": number}
