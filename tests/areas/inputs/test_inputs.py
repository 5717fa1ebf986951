"""Organisations beside the cell send a few lines by a link, or the secretary writes them down."""

from datetime import date, timedelta

import pytest

from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.inputs.actions import (
    Said,
    hashed,
    make_link,
    revoke_link,
    send_input,
    write_input,
)
from chibo.areas.inputs.errors import BadInput, LinkOver, TooOften
from chibo.areas.inputs.models import Input
from chibo.areas.inputs.queries import asked_of, found_input, givers_of, inputs_of
from chibo.areas.meetings.errors import MeetingLocked
from chibo.areas.meetings.models import Meeting
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 11, 1), 9)
NOBODY = Actor(None, "Chi hội Nông dân", None, (), via="link")
SAID = Said(done="Thu gom rác 2 đợt.", proposals="Xin kinh phí sửa loa.", sent_by="Bà Tư")


@pytest.fixture
def ours() -> CellMonth:
    return CellMonth()


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    return ours.prepare()


def link(ours: CellMonth, meeting: Meeting, giver: str = "farmers") -> str:
    made = make_link(actor=ours.secretary, meeting_id=meeting.pk, giver=giver, now=NOW)
    return hashed(made.secret)


def send(secret_hash: str, said: Said = SAID, version: int = 1, minute: int = 0) -> Input:
    now = NOW + timedelta(minutes=minute)
    return send_input(actor=NOBODY, secret_hash=secret_hash, said=said, version=version, now=now)


def test_whom_to_ask_follows_the_kind_of_the_cell(ours: CellMonth, meeting: Meeting) -> None:
    assert all(row.source and row.row is None for row in asked_of(ours.secretary, meeting))
    meeting.unit.cell_type = "village"
    codes = [giver.code for giver in givers_of(meeting)]
    assert codes == ["farmers", "women", "veterans", "youth", "front", "village_board"]
    meeting.unit.cell_type = "agency"
    assert next(giver.name for giver in givers_of(meeting)) == "Công đoàn"


def test_sent_by_a_link_changed_by_it_and_only_the_hash_is_kept(
    ours: CellMonth, meeting: Meeting
) -> None:
    made = make_link(actor=ours.secretary, meeting_id=meeting.pk, giver="farmers", now=NOW)
    secret_hash = hashed(made.secret)
    assert made.secret not in str(made.row.__dict__)
    row = send(secret_hash)
    assert (row.written_by, row.sent_by, row.version) == ("link", "Bà Tư", 2)
    assert send(secret_hash, version=1).version == 2  # a double click
    with pytest.raises(ChangedMeanwhile):
        send(secret_hash, Said(done="Khác"), version=1)
    assert send(secret_hash, Said(done="Khác"), version=2).parts == (("done", "Khác"),)
    told = AuditEvent.objects.filter(action="input.sent").first()
    assert told is not None
    assert told.changes == {"giver": "farmers", "meeting": meeting.pk}


def test_a_link_ends_taken_back_replaced_at_closing_and_when_the_secretary_wrote(
    ours: CellMonth, meeting: Meeting
) -> None:
    first = link(ours, meeting)
    second = link(ours, meeting)
    revoke = {"actor": ours.secretary, "meeting_id": meeting.pk, "giver": "farmers", "now": NOW}
    with pytest.raises(LinkOver):
        send(first)
    send(second)
    for _click in range(2):
        revoke_link(**revoke)
    assert found_input(second) is None
    front = link(ours, meeting, "front")
    write_input(
        actor=ours.secretary, meeting_id=meeting.pk, giver="front", said=SAID, version=0, now=NOW
    )
    with pytest.raises(LinkOver):
        send(front, Said(done="Sửa lén"), version=2)
    women = link(ours, meeting, "women")
    ours.sit(meeting)
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.score(meeting)
    ours.close(meeting)
    with pytest.raises(LinkOver):
        send(women)
    with pytest.raises(MeetingLocked):
        link(ours, meeting)
    ours.reopen(Meeting.objects.unscoped("a test").get())
    with pytest.raises(LinkOver):
        send(women)
    with pytest.raises(BadInput):
        link(ours, meeting)
    assert [row.giver for row in inputs_of(ours.secretary, meeting) if row.received_at] == [
        "farmers",
        "front",
    ]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Said(), BadInput),
        (Said(sent_by="Bà Tư"), BadInput),
        (Said(done="x" * 2001), BadInput),
        (Said(done="x", sent_by="y" * 121), BadInput),
        (Said(done="TỐI MẬT"), MarkedSecret),
    ],
)
def test_nothing_too_much_and_secrets_are_refused(
    ours: CellMonth, meeting: Meeting, said: Said, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        send(link(ours, meeting), said)


def test_a_link_takes_ten_changes_an_hour(ours: CellMonth, meeting: Meeting) -> None:
    secret_hash = link(ours, meeting)
    for number in range(10):
        send(secret_hash, Said(done=str(number)), version=number + 1, minute=number)
    with pytest.raises(TooOften):
        send(secret_hash, Said(done="mười"), version=11, minute=20)
    send(secret_hash, Said(done="mười"), version=11, minute=62)


def test_the_secretary_and_the_link_do_not_overwrite_each_other(
    ours: CellMonth, meeting: Meeting
) -> None:
    said = {"actor": ours.secretary, "meeting_id": meeting.pk, "giver": "women", "now": NOW}
    send(link(ours, meeting, "women"))
    with pytest.raises(ChangedMeanwhile):
        write_input(said=Said(done="Của chi bộ"), version=0, **said)
    row = write_input(said=Said(done="Của chi bộ"), version=2, **said)
    assert (row.written_by, row.version) == ("cell", 3)
    assert write_input(said=Said(done="Của chi bộ"), version=2, **said).version == 3


def test_only_the_chi_uy_of_the_cell_asks_and_reads(ours: CellMonth, meeting: Meeting) -> None:
    send(link(ours, meeting))
    other = an_actor("secretary", a_cell(ours.commune))
    for actor in (ours.superior, other, an_actor("member", ours.cell)):
        assert inputs_of(actor, meeting) == []
        with pytest.raises(NotAllowed):
            asked_of(actor, meeting)
        with pytest.raises((NotAllowed, NotThere)):
            make_link(actor=actor, meeting_id=meeting.pk, giver="farmers", now=NOW)
    with pytest.raises(NotThere):
        link(ours, meeting, "sports")
