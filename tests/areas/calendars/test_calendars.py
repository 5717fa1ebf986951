"""When cells meet, who would have to be at two meetings at once, and addresses to subscribe to."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from chibo.areas.access.models import RoleGrant
from chibo.areas.calendars.actions import hashed, make_feed, revoke_feed
from chibo.areas.calendars.errors import TooManyFeeds
from chibo.areas.calendars.icalendar_text import as_icalendar
from chibo.areas.calendars.models import CalendarFeed
from chibo.areas.calendars.queries import (
    Subscription,
    found_feed,
    month_calendar,
    own_feeds,
    subscription,
    visits_calendar,
)
from chibo.areas.calendars.rules import Sitting, collisions
from chibo.areas.meetings.actions import drop_exception, keep_exception, keep_habit, prepare
from chibo.areas.meetings.errors import BadMeeting
from chibo.areas.meetings.models import CellHabit
from chibo.areas.meetings.queries import fixed_day_in, habit_of
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_planned_meeting,
    an_account,
    an_actor,
    an_overseer,
)
from tests.months import at

NOW = at(date(2026, 11, 1), 9)
TODAY = NOW.date()
NOVEMBER = Month(2026, 11)


def sitting(cell: int = 1, at_: time | None = time(19), day: int = 5, minutes: int = 90) -> Sitting:
    return Sitting(cell, f"Chi bộ {cell}", "regular", date(2026, 11, day), at_, minutes, cell)


class TestCollisions:
    FOLLOWERS = ((7, 1, "Nguyễn Văn An"), (7, 2, "Nguyễn Văn An"), (8, 2, "Lê Thị Cúc"))

    def found(self, *sittings: Sitting) -> list[tuple[str, int, int]]:
        pairs = collisions(sittings, self.FOLLOWERS)
        return [(each.person, each.first.cell_id, each.second.cell_id) for each in pairs]

    def test_two_cells_of_one_person_at_overlapping_times(self) -> None:
        assert self.found(sitting(1), sitting(2, time(20))) == [("Nguyễn Văn An", 1, 2)]

    def test_one_after_the_other_another_day_or_no_time_is_no_collision(self) -> None:
        assert self.found(sitting(1), sitting(2, time(20, 30))) == []
        assert self.found(sitting(1), sitting(2, day=6)) == []
        assert self.found(sitting(1), sitting(2, None)) == []

    def test_a_meeting_past_midnight_collides_with_the_next_day(self) -> None:
        late = sitting(1, time(23), minutes=120)
        assert self.found(late, sitting(2, time(0, 30), day=6)) == [("Nguyễn Văn An", 1, 2)]


@pytest.mark.django_db
class TestExceptions:
    def test_a_month_has_another_day_and_the_meeting_is_prepared_for_it(self) -> None:
        cell = a_cell(a_commune())
        secretary = an_actor("secretary", cell)
        on = date(2027, 2, 24)
        keep_exception(actor=secretary, unit_id=cell.pk, on=on, because="Nghỉ Tết", now=NOW)
        habit = habit_of(cell)
        assert fixed_day_in(habit, Month(2027, 2)) == on
        assert fixed_day_in(habit, Month(2027, 3)) == date(2027, 3, 3)
        meeting = prepare(
            actor=secretary, unit_id=cell.pk, month=Month(2027, 2), kind="regular", now=NOW
        )
        assert meeting.planned_on == on
        assert AuditEvent.objects.filter(action="cell.exception_kept").count() == 1

    def test_keeping_the_habit_keeps_the_exceptions_and_dropping_one_drops_it(self) -> None:
        cell = a_cell(a_commune())
        secretary = an_actor("secretary", cell)
        keep_exception(
            actor=secretary, unit_id=cell.pk, on=date(2026, 12, 20), because="Mưa lũ", now=NOW
        )
        keep_habit(actor=secretary, habit=CellHabit(unit=cell, fixed_day="day:31"), now=NOW)
        assert fixed_day_in(habit_of(cell), Month(2026, 12)) == date(2026, 12, 20)
        for _twice in range(2):
            drop_exception(actor=secretary, unit_id=cell.pk, month=Month(2026, 12), now=NOW)
        assert fixed_day_in(habit_of(cell), Month(2026, 12)) == date(2026, 12, 31)
        assert fixed_day_in(habit_of(cell), Month(2027, 2)) == date(2027, 2, 28)

    @pytest.mark.parametrize(
        ("on", "because"),
        [(date(2026, 10, 5), "x"), (date(2029, 1, 1), "x"), (date(2026, 12, 5), "  ")],
    )
    def test_the_past_the_far_future_and_no_reason_are_refused(
        self, on: date, because: str
    ) -> None:
        cell = a_cell(a_commune())
        with pytest.raises(BadMeeting):
            keep_exception(
                actor=an_actor("secretary", cell),
                unit_id=cell.pk,
                on=on,
                because=because,
                now=NOW,
            )

    def test_another_cell_and_the_committee_do_not_change_it(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        said: dict[str, Any] = {"on": date(2026, 12, 5), "because": "Mưa", "now": NOW}
        with pytest.raises(NotThere):
            keep_exception(actor=an_actor("secretary", a_cell(commune)), unit_id=cell.pk, **said)
        with pytest.raises(NotAllowed):
            keep_exception(actor=an_actor("superior", commune), unit_id=cell.pk, **said)


@pytest.mark.django_db
class TestMonths:
    def test_the_committee_sees_held_prepared_and_expected_by_day(self) -> None:
        commune = a_commune()
        held, planned, idle = (a_cell(commune, f"Chi bộ {n}") for n in range(3))
        a_held_meeting(held, date(2026, 11, 1))
        a_planned_meeting(planned, date(2026, 11, 20))
        merged = a_cell(commune, "Đã sáp nhập", ended_before=date(2026, 10, 31))
        a_cell(a_commune(), "Nơi khác")
        superior = an_actor("superior", commune)
        found = month_calendar(superior, commune, NOVEMBER, TODAY)
        assert [(day.day, [s.cell_name for s in sittings]) for day, sittings in found.days] == [
            (1, ["Chi bộ 0"]),
            (3, ["Chi bộ 2"]),
            (20, ["Chi bộ 1"]),
        ]
        assert found.days[1][1][0].is_expected
        assert idle.name == "Chi bộ 2"
        past = month_calendar(superior, commune, Month(2026, 9), TODAY)
        assert past.days == ()
        assert merged in list(past.page)
        with pytest.raises(NotAllowed):
            month_calendar(superior, a_commune(), NOVEMBER, TODAY)

    def test_who_follows_two_cells_that_meet_at_once_is_named(self) -> None:
        commune = a_commune()
        one, two = a_cell(commune, "Chi bộ 1"), a_cell(commune, "Chi bộ 2")
        person = a_member(a_cell(commune, "Chi bộ cơ quan"), "Nguyễn Văn An")
        for cell in (one, two):
            an_overseer(person, cell)
            a_planned_meeting(cell, date(2026, 11, 20))
        found = month_calendar(an_actor("superior", commune), commune, NOVEMBER, TODAY)
        assert [each.person for each in found.collisions] == ["Nguyễn Văn An"]
        own = visits_calendar(an_actor("member", person.cell, member=person), NOVEMBER, TODAY)
        assert len(own.collisions) == 1
        assert {cell.name for cell in own.page} == {"Chi bộ 1", "Chi bộ 2"}
        other = an_actor("member", one, member=a_member(one))
        assert visits_calendar(other, NOVEMBER, TODAY).days == ()

    def test_many_cells_cost_as_many_questions_as_few_and_a_page_is_bounded(self) -> None:
        commune = a_commune()
        superior = an_actor("superior", commune)

        def asked(count: int) -> int:
            for _n in range(count):
                a_planned_meeting(a_cell(commune), date(2026, 11, 20))
            with CaptureQueriesContext(connection) as seen:
                month_calendar(superior, commune, NOVEMBER, TODAY)
            return len(seen)

        assert asked(1) == asked(110) == 5
        found = month_calendar(superior, commune, NOVEMBER, TODAY)
        assert len(list(found.page)) == 100


@pytest.mark.django_db
class TestFeeds:
    def feed(self, kind: str = "unit", **more: Any) -> tuple[Actor, CalendarFeed, str, Any]:
        commune = a_commune()
        cell = a_cell(commune)
        member = a_member(cell, "Lê Văn Cường")
        account = an_account("secretary", cell, member=member)
        actor = an_actor("secretary", cell, member=member, account_id=account.pk)
        made = make_feed(actor=actor, kind=kind, unit_id=cell.pk, now=NOW)
        return actor, made.feed, made.secret, account

    def read(self, secret: str, today: date = TODAY) -> Subscription | None:
        feed = found_feed(hashed(secret))
        return subscription(feed, feed.account, today) if feed else None

    def test_the_secret_is_not_kept_and_opens_the_calendar(self) -> None:
        _actor, feed, secret, _account = self.feed()
        assert secret not in str(vars(feed))
        assert len(secret) > 40
        found = self.read(secret)
        assert found is not None
        assert [(s.on, s.is_expected) for s in found.sittings] == [
            (date(2026, 11, 3), True),
            (date(2026, 12, 3), True),
            (date(2027, 1, 3), True),
        ]
        assert self.read("khong-dung") is None
        trails = AuditEvent.objects.values_list("changes", "target")
        assert secret not in str(list(trails))
        assert feed.secret_hash not in str(list(trails))

    def test_revoked_it_answers_nobody_and_only_its_owner_revokes(self) -> None:
        actor, feed, secret, _account = self.feed()
        stranger = an_actor("secretary", a_cell(a_commune()), account_id=an_account().pk)
        assert own_feeds(stranger) == []
        with pytest.raises(NotThere):
            revoke_feed(actor=stranger, feed_id=feed.pk, now=NOW)
        for _twice in range(2):
            revoke_feed(actor=actor, feed_id=feed.pk, now=NOW)
        assert own_feeds(actor) == []
        assert self.read(secret) is None

    def test_who_lost_the_role_or_the_account_reads_nothing(self) -> None:
        _actor, _feed, secret, account = self.feed()
        account.is_active = False
        account.save()
        assert self.read(secret) is None
        account.is_active = True
        account.save()
        grants = RoleGrant.objects.unscoped("a test").filter(account=account)
        grants.update(starts_on=date(2027, 1, 1))
        assert self.read(secret) is None

    def test_a_member_subscribes_to_the_own_cell_and_a_visitor_to_theirs(self) -> None:
        actor, _feed, secret, _account = self.feed("own")
        found = self.read(secret)
        assert found is not None
        assert len(found.sittings) == 3
        visits = make_feed(actor=actor, kind="visits", unit_id=None, now=NOW)
        found = self.read(visits.secret)
        assert found is not None
        assert found.sittings == []

    def test_another_unit_and_an_unknown_kind_are_not_there_and_ten_are_enough(self) -> None:
        actor, _feed, _secret, _account = self.feed()
        with pytest.raises(NotThere):
            make_feed(actor=actor, kind="unit", unit_id=a_cell(a_commune()).pk, now=NOW)
        with pytest.raises(NotThere):
            make_feed(actor=actor, kind="all", unit_id=None, now=NOW)
        for _n in range(9):
            make_feed(actor=actor, kind="own", unit_id=None, now=NOW)
        with pytest.raises(TooManyFeeds):
            make_feed(actor=actor, kind="own", unit_id=None, now=NOW)

    def test_the_text_names_the_cell_and_the_time_and_nobody_and_nothing_else(self) -> None:
        _actor, feed, secret, _account = self.feed()
        assert feed.unit is not None
        a_planned_meeting(
            feed.unit,
            date(2026, 11, 20),
            kind="combined",
            place="Nhà ông Cường",
            topic="Phân loại rác",
            chair_name="Nguyễn Văn An",
            visitors="Trần Thị Bình",
        )
        found = self.read(secret)
        assert found is not None
        text = as_icalendar(found.name, found.sittings, NOW).decode()
        events = [e for e in Calendar.from_ical(text).walk("VEVENT") if e["STATUS"] == "CONFIRMED"]
        assert len(events) == 1
        assert events[0]["SUMMARY"] == "Sinh hoạt kết hợp – Chi bộ thôn Đông"
        assert events[0]["DTSTART"].dt == datetime(2026, 11, 20, 19, tzinfo=NOW.tzinfo)
        assert (events[0]["DTEND"].dt - events[0]["DTSTART"].dt).seconds == 120 * 60
        whole = text.replace("\r\n ", "")
        for word in ("Cường", "rác", "An\r", "Bình", "Nguyễn", "LOCATION", "DESCRIPTION"):
            assert word not in whole, word
