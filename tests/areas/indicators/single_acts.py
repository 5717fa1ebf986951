"""One thing at a time, by the actions behind the pages; `Registers` picks among them at random."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from chibo.areas.meetings.actions.closing import MeetingCorrection, correct_meeting
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.actions.correcting import MemberCorrection, correct_member
from chibo.areas.members.homes import move_home
from chibo.areas.members.models import ENDED_STATES, Member
from chibo.areas.organisation.actions import Decision, decide
from chibo.areas.organisation.actions.correcting import UnitCorrection, correct_unit
from chibo.areas.organisation.models import Unit
from chibo.areas.places.actions import PlaceEntry, add_places, correct_place, remove_place
from chibo.areas.places.models import Place
from chibo.areas.places.rules import Listed
from chibo.areas.posts.actions.posts import (
    PostGiven,
    correct_post,
    end_post,
    give_post,
    withdraw_post,
)
from chibo.areas.posts.models import Post
from chibo.areas.reports import actions as reports
from chibo.areas.reports.models import MonthlyReport
from chibo.areas.training.models import Enrolment, TrainingClass
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.areas.posts.test_facts import CLERK, NAMES, NOW, TITLES, TODAY, _decided, _taken_back
from tests.factories import a_class, an_enrolment

WHY = "a test looks at everything"
Act = Callable[[Random], object]


def one(pick: Random, rows: Any) -> Any:
    """Any of these rows. Raises IndexError where there is none."""
    return rows.get(pk=pick.choice(rows.order_by("id").values_list("pk", flat=True)))


def a_day(pick: Random, first: date = date(2024, 1, 1), last: date = TODAY) -> date:
    return first + timedelta(days=pick.randrange(max((last - first).days, 1)))


def cells_there() -> Any:
    return Unit.objects.unscoped(WHY).filter(is_cell=True, heir=None, ended_before=None)


def upgrade(pick: Random) -> None:
    unit = one(pick, cells_there())
    decision = Decision("upgraded", a_day(pick), new_kind="dang_bo_co_so", has_consent=True)
    decide(actor=CLERK, unit_id=unit.pk, decision=decision, version=unit.version, now=NOW)


def correct_a_unit(pick: Random) -> None:
    """What it covers, its type; seldom the day on which it began or ended, which nobody decided."""
    unit = one(pick, Unit.objects.unscoped(WHY).filter(parent__isnull=False))
    said = {name: getattr(unit, name) for name in UnitCorrection.__dataclass_fields__}
    correction = replace(
        UnitCorrection(**said),
        **pick.choice(
            [
                {"areas": pick.sample(NAMES, pick.randrange(3))},
                {"areas": pick.sample(NAMES, 2), "cell_type": "village"},
                {"cell_type": pick.choice(("village", "agency"))},
                {"ended_before": pick.choice((None, None, a_day(pick)))},
                {"founded_on": pick.choice((None, None, a_day(pick)))},
            ]
        ),
    )
    correct_unit(actor=CLERK, unit_id=unit.pk, correction=correction, version=unit.version, now=NOW)


def keep_places(pick: Random) -> None:
    commune = one(pick, Unit.objects.unscoped(WHY).filter(kind="dang_bo_co_so"))
    began = pick.choice((None, a_day(pick)))
    if pick.random() < 0.4:
        name = pick.choice(NAMES[:4])
        listed = [Listed("thon", name)]
        add_places(actor=CLERK, commune_id=commune.pk, listed=listed, starts_on=began, now=NOW)
        return
    place = one(pick, Place.objects.unscoped(WHY))
    entry = PlaceEntry(place.kind, pick.choice((place.name, "Nam")), place.code, began)
    known = {"actor": CLERK, "place_id": place.pk, "version": place.version, "now": NOW}
    if pick.random() < 0.2:
        remove_place(**known)
    else:
        ends = pick.choice((None, a_day(pick, began or date(2024, 1, 1)) + timedelta(days=1)))
        correct_place(entry=replace(entry, ends_before=ends), **known)


def change_a_post(pick: Random) -> None:
    post = one(pick, Post.objects.unscoped(WHY))
    member, began = one(pick, Member.objects.unscoped(WHY)), a_day(pick)
    known = {"actor": CLERK, "post_id": post.pk, "version": post.version, "now": NOW}
    given = PostGiven(
        member.pk,
        pick.choice((member.cell_id, post.unit_id)),
        pick.choice(TITLES),
        began,
        areas=tuple(pick.sample(NAMES, pick.randrange(2))),
    )
    pick.choice(
        [
            lambda: give_post(actor=CLERK, given=given, now=NOW),
            lambda: give_post(actor=CLERK, given=given, now=NOW),
            lambda: correct_post(given=given, **known),
            lambda: end_post(last_day=began, decision="", **known),
            lambda: withdraw_post(**known),
        ]
    )()


def correct_a_person(pick: Random) -> None:
    member = one(pick, Member.objects.unscoped(WHY))
    said = {name: getattr(member, name) for name in MemberCorrection.__dataclass_fields__}
    on = a_day(pick)
    correction = replace(
        MemberCorrection(**said),
        **pick.choice(
            [
                {"gender": pick.choice(("male", "female"))},
                {"born_on": date(pick.randint(1940, 2000), 2, 28)},
                {"full_on": on, "state": "full", "state_on": None},
                {"joined_on": on, "full_on": None, "state": "probationary", "state_on": None},
                {"state": pick.choice(("exempt", "left", "deceased")), "state_on": on},
                {"cell_id": one(pick, cells_there()).pk},
            ]
        ),
    )
    correct_member(
        actor=CLERK, member_id=member.pk, correction=correction, version=member.version, now=NOW
    )


def move_a_person(pick: Random) -> None:
    """As accepting a letter of transfer does."""
    member = one(pick, Member.objects.unscoped(WHY).exclude(state__in=ENDED_STATES))
    move_home(member, one(pick, cells_there()), a_day(pick, member.joined_on) + timedelta(days=1))
    member.save()


def correct_a_meeting(pick: Random) -> None:
    meeting = one(pick, Meeting.objects.unscoped(WHY).filter(unit=one(pick, cells_there())))
    said = {name: getattr(meeting, name) for name in MeetingCorrection.__dataclass_fields__}
    correction = replace(
        MeetingCorrection(**said),
        held_on=a_day(pick),
        expected=meeting.expected + 1,
        unexcused=meeting.unexcused + 1,
    )
    known = {"meeting_id": meeting.pk, "version": meeting.version, "now": NOW}
    correct_meeting(actor=CLERK, correction=correction, **known)


def hand_in(pick: Random) -> None:
    """A month's report: often in time, often late, now and then one that was returned."""
    cell = one(pick, cells_there())
    month = Month.of(a_day(pick))
    sent = datetime.combine(a_day(pick, month.first, TODAY + timedelta(days=1)), time(9), ZONE)
    report = reports.begin_report(actor=CLERK, unit_id=cell.pk, month=month, now=sent)
    known: dict[str, Any] = {"actor": CLERK, "report_id": report.pk, "now": sent}
    if report.state != "accepted":
        texts = {"assessment": "Chi bộ chưa họp vì mưa lũ."}
        reports.write_texts(texts=texts, version=report.version, **known)
        reports.submit(**known)


def decide_a_report(pick: Random) -> None:
    waiting = MonthlyReport.objects.unscoped(WHY).filter(state="submitted").order_by("id")
    report = one(pick, waiting)
    known = {"actor": CLERK, "report_id": report.pk, "now": NOW}
    pick.choice(
        [
            lambda: reports.accept(**known),
            lambda: reports.give_back(comment="Ghi rõ số đảng viên dự họp.", **known),
            lambda: reports.accept_many(
                actor=CLERK, report_ids=[each.pk for each in waiting[:5]], now=NOW
            ),
        ]
    )()


def open_a_class(pick: Random) -> None:
    course = pick.choice(("candidates", "new_members", "party_work"))
    a_class(one(pick, Unit.objects.unscoped(WHY)), a_day(pick), course=course)


def enrol(pick: Random) -> None:
    opened = one(pick, TrainingClass.objects.unscoped(WHY))
    an_enrolment(opened, attended=pick.choice((None, 0, 12)))
    rows = Enrolment.objects.unscoped(WHY)
    chosen = rows.filter(pk=one(pick, rows).pk)
    pick.choice([chosen.delete, lambda: chosen.update(attended=3)])()


SINGLE: tuple[Act, ...] = (
    *(_decided, _decided, _taken_back, upgrade, correct_a_unit, keep_places, change_a_post),
    *(change_a_post, correct_a_person, correct_a_person, move_a_person, correct_a_meeting),
    *(correct_a_meeting, hand_in, decide_a_report, open_a_class, enrol),
)
