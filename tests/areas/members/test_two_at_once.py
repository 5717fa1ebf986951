"""Two people change one thing at the same moment: one wins, the other is told what was changed."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connections

from chibo.areas.members.actions import (
    MemberCorrection,
    MovePaper,
    TransferOrder,
    accept_transfer,
    correct_member,
    issue_transfer,
    record_move,
    refuse_transfer,
)
from chibo.areas.members.models import Member, StateChange, Transfer
from chibo.areas.members.rules import MoveWish
from chibo.areas.organisation.actions import UnitCorrection, correct_unit
from chibo.areas.organisation.models import Unit
from chibo.areas.posts.actions import PostGiven, correct_post, end_post
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, a_post, a_province, an_actor

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 21, 9, 5, tzinfo=ZONE)
Act = Callable[[Actor], object]


@pytest.fixture
def commune() -> Unit:
    return a_commune(a_province())


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


@pytest.fixture
def two(commune: Unit) -> tuple[Actor, Actor]:
    """Two clerks of the commune, each on a connection of their own."""
    return an_actor("clerk", commune, name="Chị Mai"), an_actor("clerk", commune, name="Anh Bảy")


def at_once(two: tuple[Actor, Actor], acts: tuple[Act, Act]) -> tuple[str, ChangedMeanwhile]:
    """Both act at one moment; returns who won, and what the other was told."""
    start, won, told = threading.Barrier(2), [], []

    def go(actor: Actor, act: Act) -> None:
        start.wait()
        try:
            act(actor)
            won.append(actor.name)
        except ChangedMeanwhile as refusal:
            told.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(two, acts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(told)) == (1, 1), "one wins and one is told"
    return won[0], told[0]


def corrected(member: Member, **changes: Any) -> Act:
    kept = {name: getattr(member, name) for name in MemberCorrection.__dataclass_fields__}

    def act(actor: Actor) -> object:
        return correct_member(
            actor=actor,
            member_id=member.pk,
            correction=MemberCorrection(**{**kept, **changes}),
            version=1,
            now=NOW,
        )

    return act


def test_a_member(two: tuple[Actor, Actor], cell: Unit) -> None:
    member = a_member(cell)
    names = ("Nguyễn Văn Ân", "Nguyễn Văn Ấn")
    winner, told = at_once(
        two, (corrected(member, full_name=names[0]), corrected(member, full_name=names[1]))
    )
    (act,) = told.acts
    now = Member.objects.unscoped("test").get().full_name
    assert now in names
    assert (act.who, act.action, act.at) == (winner, "member.corrected", NOW)
    assert act.changes["full_name"] == ["Nguyễn Văn An", now]


def test_a_unit(two: tuple[Actor, Actor], cell: Unit) -> None:
    kept = UnitCorrection(cell.name, cell.cell_type, None, None, [], "", None)

    def named(name: str) -> Act:
        return lambda actor: correct_unit(
            actor=actor, unit_id=cell.pk, correction=replace(kept, name=name), version=1, now=NOW
        )

    winner, told = at_once(two, (named("Chi bộ ấp Đông"), named("Chi bộ khóm Đông")))
    (act,) = told.acts
    assert act.who == winner
    assert act.changes["name"] == [
        "Chi bộ thôn Đông",
        Unit.objects.unscoped("t").get(pk=cell.pk).name,
    ]


def test_a_post_ended_and_corrected(two: tuple[Actor, Actor], cell: Unit) -> None:
    member = a_member(cell)
    post = a_post(member, "Bí thư", cell, starts_on=date(2024, 1, 1))
    given = PostGiven(member.pk, cell.pk, "Bí thư", date(2024, 2, 1))
    said = {"post_id": post.pk, "version": post.version, "now": NOW}
    winner, told = at_once(
        two,
        (
            lambda actor: end_post(actor=actor, last_day=date(2026, 10, 31), decision="", **said),
            lambda actor: correct_post(actor=actor, given=given, **said),
        ),
    )
    (act,) = told.acts
    assert act.who == winner
    assert act.action in {"post.ended", "post.corrected"}
    assert {"ends_before", "starts_on"} & set(act.changes)
    assert Post.objects.unscoped("test").get().version == post.version + 1


def test_a_change_of_state(two: tuple[Actor, Actor], cell: Unit) -> None:
    member = a_member(cell)

    def moved(code: str) -> Act:
        wish = MoveWish(
            code,
            on=date(2026, 11, 10),
            decision_number="12-QĐ/ĐU",
            decided_on=date(2026, 11, 10),
            reason="old_weak",
        )
        return lambda actor: record_move(
            actor=actor, member_id=member.pk, wish=wish, paper=MovePaper(), version=1, now=NOW
        )

    winner, told = at_once(two, (moved("exempted"), moved("deceased")))
    (act,) = told.acts
    change = StateChange.objects.unscoped("test").get()
    assert (act.who, act.action) == (winner, "member.moved")
    assert (act.changes["kind"], act.changes["on"]) == (change.kind, "2026-11-10")
    assert act.changes["state"] == ["full", change.to_state]


def test_a_letter_taken_in_and_refused(two: tuple[Actor, Actor], cell: Unit, commune: Unit) -> None:
    member, west = a_member(cell), a_cell(commune, "Chi bộ thôn Tây")
    order = TransferOrder(
        "internal", "residence", date(2026, 11, 2), Month(2026, 11), west.pk, is_clear=True
    )
    letter = issue_transfer(actor=two[0], member_id=member.pk, order=order, version=1, now=NOW)
    said = {"transfer_id": letter.pk, "version": letter.version, "now": NOW}
    winner, told = at_once(
        two,
        (
            lambda actor: accept_transfer(actor=actor, cell_id=None, on=date(2026, 11, 20), **said),
            lambda actor: refuse_transfer(actor=actor, reason="Chưa đủ giấy tờ", **said),
        ),
    )
    (act,) = told.acts
    state = Transfer.objects.unscoped("test").get().state
    assert (act.who, act.action) == (winner, f"transfer.{state}")


def test_what_is_told_names_no_more_than_the_last_few_acts(
    two: tuple[Actor, Actor], cell: Unit
) -> None:
    member = a_member(cell)
    for number in range(1, 6):
        correct_member(
            actor=two[0],
            member_id=member.pk,
            correction=MemberCorrection(
                **{
                    name: getattr(member, name)
                    for name in MemberCorrection.__dataclass_fields__
                    if name != "phone"
                },
                phone=str(number),
            ),
            version=number,
            now=NOW,
        )
    with pytest.raises(ChangedMeanwhile) as told:
        corrected(member, full_name="Khác")(two[1])
    assert len(told.value.acts) == 3
