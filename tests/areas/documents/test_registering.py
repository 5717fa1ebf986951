"""Numbers held, used and given back; the order of days; papers found by their words."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from chibo.areas.documents.actions import (
    OutgoingPaper,
    enter_paper,
    hold_number,
    release_number,
    take_number,
    use_number,
)
from chibo.areas.documents.errors import BadEntry, CannotUseNumber, LaterInsertion
from chibo.areas.documents.kinds import NotIssued, types_for
from chibo.areas.documents.models import PaperCounter, PaperNumber
from chibo.areas.documents.queries import outgoing
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import NotAllowed, NotThere
from tests.factories.pdfs import a_pdf
from tests.factories.people import an_actor
from tests.factories.units import a_cell, a_commune

NOW = datetime(2026, 11, 20, 21, 0, tzinfo=ZONE)
TERM = date(2025, 4, 20)


@pytest.fixture
def cell(db: None) -> Unit:
    return a_cell(a_commune(), term_starts_on=TERM)


@pytest.fixture
def secretary(cell: Unit) -> Actor:
    return an_actor("secretary", cell)


def day(number: int) -> date:
    return date(2026, 11, number)


def entered(actor: Actor, cell: Unit, on: int, title: str = "Phân công", **more: Any) -> Any:
    key = more.pop("key", f"{on}-{title}")
    paper = OutgoingPaper(issued_on=day(on), title=title, **more)
    return enter_paper(actor=actor, unit=cell, paper_kind="QĐ", paper=paper, key=key, now=NOW)


def held(actor: Actor, cell: Unit, on: int, why: str = "chờ bí thư ký") -> PaperNumber:
    return hold_number(actor=actor, unit=cell, paper_kind="QĐ", on=day(on), why=why, now=NOW)


def lines(actor: Actor, cell: Unit, **more: Any) -> list[tuple[str, str]]:
    return [(row.line, row.state) for row in outgoing(actor, cell, **more)]


def test_no_paper_is_put_in_after_one_of_a_later_day(cell: Unit, secretary: Actor) -> None:
    entered(secretary, cell, 10)
    with pytest.raises(LaterInsertion) as refusal:
        entered(secretary, cell, 9)
    assert "10/11/2026" in refusal.value.message
    with pytest.raises(LaterInsertion):
        held(secretary, cell, 9)
    assert entered(secretary, cell, 10, "Khen thưởng").number == 2
    same = entered(secretary, cell, 10, "Khen thưởng")
    assert same.number == 2, "asked twice"
    made = take_number(
        actor=secretary,
        unit=cell,
        paper_kind="QĐ",
        ref="meeting:1",
        issued_on=day(5),
        title="Từ hồ sơ",
        now=NOW,
    )
    assert (made.number, made.issued_on) == (3, day(10)), "issued when it is registered"


def test_a_held_number_is_used_between_the_days_of_its_neighbours(
    cell: Unit, secretary: Actor
) -> None:
    entered(secretary, cell, 3)
    number = held(secretary, cell, 4)
    entered(secretary, cell, 10, "Sau")
    assert (number.line, number.held_by) == ("Số 02-QĐ/CB", secretary.name)
    for on in (2, 11):
        with pytest.raises(LaterInsertion):
            use(secretary, number, on)
    used = use(secretary, number, 7)
    assert (used.number, used.issued_on, used.state) == (2, day(7), "issued")
    with pytest.raises(CannotUseNumber):
        use(secretary, number, 7)
    with pytest.raises(CannotUseNumber):
        release_number(actor=secretary, number_id=number.pk, why="thừa", now=NOW)
    assert [line for line, _state in lines(secretary, cell)] == [
        "Số 03-QĐ/CB",
        "Số 02-QĐ/CB",
        "Số 01-QĐ/CB",
    ]


def use(actor: Actor, number: PaperNumber, on: int) -> PaperNumber:
    paper = OutgoingPaper(issued_on=day(on), title="Giúp đỡ đảng viên dự bị")
    return use_number(actor=actor, number_id=number.pk, paper=paper, now=NOW)


def test_a_number_given_back_leaves_no_gap_at_the_end_and_a_reason_in_the_middle(
    cell: Unit, secretary: Actor
) -> None:
    first, second = held(secretary, cell, 4), held(secretary, cell, 5)
    release_number(actor=secretary, number_id=first.pk, why="không ban hành nữa", now=NOW)
    assert lines(secretary, cell)[-1] == ("Số 01-QĐ/CB", "unused")
    release_number(actor=secretary, number_id=second.pk, why="bỏ", now=NOW)
    assert lines(secretary, cell) == []
    assert PaperCounter.objects.unscoped("test").get().last_issued_on is None
    third = held(secretary, cell, 6)
    entered(secretary, cell, 8)
    release_number(actor=secretary, number_id=third.pk, why="gộp vào số 02", now=NOW)
    assert lines(secretary, cell) == [("Số 02-QĐ/CB", "issued"), ("Số 01-QĐ/CB", "unused")]
    row = PaperNumber.objects.unscoped("test").get(number=1)
    assert row.note == "gộp vào số 02"


def test_what_is_refused(cell: Unit, secretary: Actor) -> None:
    stranger, above = an_actor("secretary", a_cell()), an_actor("superior", cell.parent)
    number = held(secretary, cell, 4)
    with pytest.raises(BadEntry):
        held(secretary, cell, 5, why="  ")
    with pytest.raises(NotThere):
        release_number(actor=stranger, number_id=number.pk, why="x", now=NOW)
    with pytest.raises(NotAllowed):
        release_number(actor=above, number_id=number.pk, why="x", now=NOW)
    with pytest.raises(NotAllowed):
        entered(above, cell, 5)
    with pytest.raises(BadEntry):
        entered(secretary, cell, 5, " ")
    with pytest.raises(BadEntry):
        entered(secretary, cell, 21)
    with pytest.raises(MarkedSecret):
        entered(secretary, cell, 5, file=("a.pdf", a_pdf(["TUYỆT MẬT"])))
    with pytest.raises(NotIssued) as refusal:
        hold_number(actor=secretary, unit=cell, paper_kind="HD", on=day(5), why="x", now=NOW)
    assert "QĐ 399-QĐ/TW" in refusal.value.message
    assert "HD" not in dict(types_for(cell, day(5)))
    assert dict(types_for(cell.parent, day(5)))["QĐ"] == "Quyết định, Quy định"
    assert lines(secretary, cell) == [("Số 01-QĐ/CB", "held")], "nothing was taken"


def test_papers_are_found_by_their_words_without_accents_within_ones_own_part(
    cell: Unit, secretary: Actor
) -> None:
    entered(secretary, cell, 3, "Phân công giúp đỡ", file=("a.pdf", a_pdf(["Đồng chí Rơ Châm"])))
    entered(secretary, cell, 4, "Thành lập tổ giúp việc", text="Nước sạch nông thôn")
    other = a_cell(a_commune())
    entered(an_actor("secretary", other), other, 4, "Nước sạch ở nơi khác")
    above = an_actor("clerk", cell.parent)
    assert lines(secretary, cell, text="ro cham") == [("Số 01-QĐ/CB", "issued")]
    assert lines(secretary, cell, text="NUOC sach") == [("Số 02-QĐ/CB", "issued")]
    assert lines(secretary, cell, text="02 qđ") == [("Số 02-QĐ/CB", "issued")]
    assert len(lines(secretary, cell, text="giup")) == 2
    assert lines(secretary, cell, text="& | !") == []
    assert lines(above, cell.parent, text="nuoc") == []
    assert lines(above, cell.parent, text="nuoc", below=True) == [("Số 02-QĐ/CB", "issued")]
    assert lines(secretary, cell, year=2025) == []
    assert len(lines(secretary, cell, year=2026, kind="QĐ")) == 2


@pytest.mark.django_db(transaction=True)
def test_taking_holding_and_giving_back_at_once_leave_no_gap() -> None:
    cell = a_cell(a_commune(), term_starts_on=TERM)
    secretary = an_actor("secretary", cell)
    start = threading.Barrier(3)
    failed: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            start.wait()
            for n in range(6):
                if worker:
                    entered(secretary, cell, 10, f"{worker}-{n}")
                else:
                    number = held(secretary, cell, 10)
                    release_number(actor=secretary, number_id=number.pk, why="bỏ", now=NOW)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(worker,)) for worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    rows = list(PaperNumber.objects.unscoped("test").order_by("number"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert sum(1 for row in rows if row.state == "issued") == 12
    assert PaperCounter.objects.unscoped("test").get().last_number == len(rows)
