"""Members: who counts on a day, who sees what, correcting a record."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.areas.members import queries
from chibo.areas.members.actions import MemberCorrection, correct_member
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from tests.factories import a_cell, a_commune, a_member, an_actor

DAY = date(2026, 11, 5)
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


@pytest.fixture
def commune(db: None) -> Unit:
    return a_commune()


@pytest.fixture
def cell(commune: Unit) -> Unit:
    return a_cell(commune)


def correction(member: Member, **more: Any) -> MemberCorrection:
    fields = MemberCorrection.__dataclass_fields__
    return MemberCorrection(**{**{name: getattr(member, name) for name in fields}, **more})


def correct(actor: Actor, member: Member, version: int = 1, **more: Any) -> Member:
    return correct_member(
        actor=actor,
        member_id=member.pk,
        correction=correction(member, **more),
        version=version,
        now=NOW,
    )


class TestCounting:
    @pytest.mark.parametrize(
        ("state", "state_on", "counted"),
        [
            (None, None, True),
            ("exempt", date(2026, 1, 1), True),
            ("transferred", date(2026, 11, 5), False),
            ("transferred", date(2026, 11, 6), True),
            ("deceased", date(2026, 11, 1), False),
            ("left", date(2020, 1, 1), False),
        ],
    )
    def test_membership_ends_on_the_day_of_a_state_that_ends_it(
        self, cell: Unit, state: str | None, state_on: date | None, counted: bool
    ) -> None:
        member = a_member(cell, state=state, state_on=state_on)
        assert member.counted_on(DAY) is counted
        assert Member.objects.unscoped("a test").counted_on(DAY).exists() is counted

    def test_membership_begins_on_the_day_of_admission(self, cell: Unit) -> None:
        member = a_member(cell, joined_on=DAY, full_on=None)
        assert member.counted_on(DAY)
        assert not member.counted_on(date(2026, 11, 4))
        assert not member.full_by(DAY)

    def test_full_from_the_day_of_recognition(self, cell: Unit) -> None:
        member = a_member(cell, joined_on=date(2025, 11, 5), full_on=DAY)
        assert member.full_by(DAY)
        assert not member.full_by(date(2026, 11, 4))

    def test_exempt_from_the_day_of_the_decision(self, cell: Unit) -> None:
        member = a_member(cell, state="exempt", state_on=DAY)
        assert member.exempt_on(DAY)
        assert not member.exempt_on(date(2026, 11, 4))
        assert a_member(cell, state="exempt").exempt_on(DAY), "no date: as far back as known"


class TestReading:
    def test_lists_go_by_given_name_page_by_page(self, commune: Unit, cell: Unit) -> None:
        names = ["Lê An", "Lê Bình", "Lê Cường", "Lê Dung", "Lê Đạt"]
        for name in reversed(names):
            a_member(cell, name)
        superior, found, after = an_actor("superior", commune), [], ""
        while True:
            page = queries.members_of(superior, commune, DAY, after=after, size=2)
            found += [member.full_name for member in page.rows]
            after = page.after
            if not after:
                break
        assert found == names
        assert queries.count_members(superior, commune, DAY) == 5

    def test_namesakes_are_not_lost_between_two_pages(self, commune: Unit, cell: Unit) -> None:
        for _namesake in range(3):
            a_member(cell, "Lê An")
        superior = an_actor("superior", commune)
        first = queries.members_of(superior, commune, DAY, size=2)
        second = queries.members_of(superior, commune, DAY, after=first.after, size=2)
        assert len({m.pk for m in (*first.rows, *second.rows)}) == 3

    def test_people_are_found_accent_free_by_beginnings_of_words(
        self, commune: Unit, cell: Unit
    ) -> None:
        wanted = a_member(cell, "Nguyễn Văn Thành", code="DV-77")
        a_member(cell, "Nguyễn Thành Văn")
        a_member(a_cell(a_commune()), "Nguyễn Văn Thành")
        superior = an_actor("superior", commune)
        assert wanted in queries.find_members(superior, "nguyen van thanh")
        assert queries.find_members(superior, "dv-77") == [wanted]
        assert len(queries.find_members(superior, "thanh")) == 2
        for nothing in ("", "  ", "&|!:*", "xyz"):
            assert queries.find_members(superior, nothing) == []

    def test_sensitive_fields_are_for_the_member_and_the_registry(
        self, commune: Unit, cell: Unit
    ) -> None:
        member = a_member(cell)
        own = Actor(1, member.full_name, member.pk, ())
        assert queries.sees_sensitive(own, member)
        assert queries.sees_sensitive(an_actor("clerk", commune), member)
        assert not queries.sees_sensitive(an_actor("superior", commune), member)
        assert not queries.sees_sensitive(an_actor("secretary", cell), member)

    def test_a_member_with_an_account_sees_only_themselves(self, cell: Unit) -> None:
        own, other = a_member(cell), a_member(cell)
        actor = an_actor("member", cell, member=own)
        assert queries.get_member(actor, own.pk) == own
        with pytest.raises(NotThere):
            queries.get_member(actor, other.pk)


class TestCorrecting:
    def test_the_clerk_corrects_and_the_name_moves_in_the_lists(
        self, commune: Unit, cell: Unit
    ) -> None:
        member = a_member(cell, "Nguyễn Văn An")
        corrected = correct(an_actor("clerk", commune), member, full_name="Nguyễn Văn Ân")
        assert corrected.version == 2
        assert corrected.name_key > member.name_key
        assert AuditEvent.objects.get().changes == {"full_name": ["Nguyễn Văn An", "Nguyễn Văn Ân"]}

    def test_moved_to_another_cell_the_path_moves_along(self, commune: Unit, cell: Unit) -> None:
        member, other = a_member(cell), a_cell(commune, name="Chi bộ thôn Tây")
        moved = correct(an_actor("clerk", commune), member, cell_id=other.pk)
        assert (moved.cell, moved.unit_path) == (other, other.path)

    def test_nobody_is_moved_out_of_the_clerk_s_part_or_into_a_committee(
        self, commune: Unit, cell: Unit
    ) -> None:
        clerk, member = an_actor("clerk", commune), a_member(cell)
        with pytest.raises(NotThere):
            correct(clerk, member, cell_id=a_cell(a_commune()).pk)
        with pytest.raises(BadMember, match="không phải chi bộ"):
            correct(clerk, member, cell_id=commune.pk)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"joined_on": date(1979, 1, 1)}, "sau ngày sinh"),
            ({"full_on": date(2010, 5, 18)}, "từ ngày vào Đảng trở đi"),
            ({"joined_on": date(2026, 11, 6), "full_on": None}, "06/11/2026 chưa tới"),
            ({"full_on": None}, "phải có ngày chính thức"),
            ({"state": "deceased"}, "phải có ngày"),
            ({"citizen_number": "12345"}, "đủ 12 chữ số"),
        ],
    )
    def test_contradictions_are_refused(
        self, commune: Unit, cell: Unit, wrong: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(BadMember, match=why):
            correct(an_actor("clerk", commune), a_member(cell), **wrong)

    def test_two_people_never_share_a_citizen_number_also_across_communes(
        self, commune: Unit, cell: Unit
    ) -> None:
        a_member(a_cell(a_commune()), citizen_number="012345678901")
        clerk = an_actor("clerk", commune)
        with pytest.raises(BadMember, match="đảng viên khác"):
            correct(clerk, a_member(cell), citizen_number="012345678901")
        for member in (a_member(cell), a_member(cell)):
            assert correct(clerk, member, phone="0900", citizen_number="").citizen_number is None

    def test_who_came_second_is_told_and_others_do_not_correct(
        self, commune: Unit, cell: Unit
    ) -> None:
        member = a_member(cell)
        with pytest.raises(ChangedMeanwhile):
            correct(an_actor("clerk", commune), member, version=9, phone="0900")
        for actor in (an_actor("secretary", cell), an_actor("superior", commune)):
            with pytest.raises(NotAllowed):
                correct(actor, member, phone="0900")

    def test_the_database_itself_refuses_what_cannot_be(self, cell: Unit) -> None:
        member = a_member(cell)
        rows = Member.objects.unscoped("a test").filter(pk=member.pk)
        for wrong in ({"joined_on": date(1970, 1, 1)}, {"state": "deceased"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**wrong)
