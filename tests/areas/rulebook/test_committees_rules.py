"""A committee lays its own rules over the national ones, for its part of the tree and its days."""

from datetime import date, datetime, time
from typing import Any

import pytest

from chibo.areas.indicators.actions import fold, rebuild, verify
from chibo.areas.indicators.models import CellMonth
from chibo.areas.meetings.actions import close
from chibo.areas.meetings.judging import judge, rules_of
from chibo.areas.meetings.models import Attendance, CellHabit, Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.rulebook import actions
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.rulebook.errors import BadPack, CannotAdopt
from chibo.areas.rulebook.models import LocalPack
from chibo.areas.rulebook.queries import local_packs, meeting_rules_for
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from chibo.core.models import AuditEvent
from chibo.regulations import MeetingKind, meeting_rules
from chibo.regulations.templates import rubric_templates
from tests.factories import (
    a_cell,
    a_commune,
    a_held_meeting,
    a_member,
    a_planned_meeting,
    a_province,
    an_actor,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
TODAY = NOW.date()
BY_SIZE = """
[[minimum_by_size]]
kind = "regular"
below = 30
value = 90
[[minimum_by_size]]
kind = "regular"
at_least = 30
value = 120
"""
SHORTER = '[[minimum_by_size]]\nkind = "regular"\nvalue = 60\n'


def written(content: str = BY_SIZE, **changed: Any) -> PackDraft:
    fields: dict[str, Any] = {
        "number": "15-QĐ/TU",
        "title": "Quy định về sinh hoạt chi bộ",
        "clause": "Điều 4",
        "issued_on": date(2026, 2, 20),
        "effective_from": date(2026, 3, 1),
        "content": content,
    }
    return PackDraft(**{**fields, **changed})


def adopted(unit: Unit, content: str = BY_SIZE, **changed: Any) -> LocalPack:
    actor = an_actor("superior", unit)
    pack = actions.draft(actor=actor, unit_id=unit.pk, written=written(content, **changed), now=NOW)
    return actions.adopt(actor=actor, number=pack.pk, version=1, now=NOW)


def minutes_asked(cell: Unit, on: date, members: int | None) -> int:
    rules = meeting_rules_for(cell, on)
    assert rules is not None
    minimum = rules.minimum(MeetingKind.REGULAR, members)
    assert minimum is not None
    return minimum.value


class TestLaying:
    def test_a_committees_length_goes_by_the_size_of_the_cell_from_its_day_on(self) -> None:
        province = a_province()
        cell = a_cell(a_commune(province))
        adopted(province)
        asked = [minutes_asked(cell, date(2026, 3, 1), size) for size in (29, 30, None)]
        assert asked == [90, 120, 90]
        assert minutes_asked(cell, date(2026, 2, 28), 30) == 90

    def test_it_says_by_whose_document_and_clause(self) -> None:
        cell = a_cell(commune := a_commune())
        pack = adopted(commune)
        rules = meeting_rules_for(cell, TODAY)
        assert rules is not None
        minimum = rules.minimum(MeetingKind.REGULAR, 40)
        assert minimum is not None
        assert minimum.source.label == "15-QĐ/TU ngày 20/02/2026, Điều 4"
        assert minimum.source.pack_id == pack.pack_id
        assert minimum.source.evidence == "L"

    def test_beside_its_part_of_the_tree_nothing_changes(self) -> None:
        province = a_province()
        mine, other = a_commune(province), a_commune(province, "Đảng ủy xã Bên")
        adopted(mine)
        assert minutes_asked(a_cell(mine), TODAY, 40) == 120
        assert minutes_asked(a_cell(other, "Chi bộ bên"), TODAY, 40) == 90

    def test_the_nearest_committee_is_heard_first_and_the_farther_where_it_is_silent(self) -> None:
        province = a_province()
        cell = a_cell(commune := a_commune(province))
        adopted(province)
        adopted(commune, '[[minimum_by_size]]\nkind = "regular"\nbelow = 10\nvalue = 60\n')
        assert [minutes_asked(cell, TODAY, n) for n in (9, 10, 30)] == [60, 90, 120]

    def test_a_rubric_serves_the_kinds_it_names_and_grades_stay_national(self) -> None:
        cell = a_cell(commune := a_commune())
        text = rubric_templates()["d"].text
        pack = adopted(commune, text[: text.index("[[rubric]]", 12)])
        rules, national = meeting_rules_for(cell, TODAY), meeting_rules(TODAY)
        assert rules is not None
        assert national is not None
        assert rules.rubric_for(MeetingKind.REGULAR).source.pack_id == pack.pack_id
        assert rules.rubric_for(MeetingKind.THEMATIC) == national.rubrics[0]
        assert rules.grades == national.grades

    def test_before_it_is_adopted_a_draft_judges_nothing(self) -> None:
        cell = a_cell(commune := a_commune())
        actor = an_actor("clerk", commune)
        actions.draft(actor=actor, unit_id=commune.pk, written=written(), now=NOW)
        assert minutes_asked(cell, TODAY, 40) == 90


class TestRecordsKeepTheirPack:
    def judged(self, meeting: Meeting) -> tuple[str, int | None]:
        meeting.refresh_from_db()
        return meeting.judged_by, meeting.minimum_minutes

    def test_adopting_for_days_gone_by_judges_those_days_anew_and_no_others(self) -> None:
        commune = a_commune()
        cell = a_cell(commune)
        february = a_held_meeting(cell, date(2026, 2, 28), expected=35, present=30)
        march = a_held_meeting(cell, date(2026, 3, 5), expected=35, present=30)
        version = march.version
        pack = adopted(commune)
        assert self.judged(february) == ("", None)
        assert self.judged(march) == (pack.pack_id, 120)
        assert march.version == version + 1

    def test_a_meeting_keeps_its_pack_when_the_committee_later_sets_another(self) -> None:
        commune = a_commune()
        meeting = a_held_meeting(a_cell(commune), date(2026, 3, 5), expected=35, present=30)
        first = adopted(commune)
        second = adopted(commune, SHORTER, number="22-QĐ/TU", effective_from=date(2026, 6, 1))
        first.refresh_from_db()
        assert (first.ends_before, second.replaces_id) == (date(2026, 6, 1), first.pk)
        assert self.judged(meeting) == (first.pack_id, 120)
        rules = rules_of(meeting)
        assert judge(meeting, CellHabit(), rules).minimum == 120

    def test_ended_from_its_first_day_it_is_as_if_never_adopted(self) -> None:
        commune = a_commune()
        meeting = a_held_meeting(a_cell(commune), date(2026, 7, 5), expected=35, present=30)
        first = adopted(commune)
        second = adopted(commune, SHORTER, effective_from=date(2026, 6, 1))
        assert self.judged(meeting) == (second.pack_id, 60)
        actions.end(
            actor=an_actor("superior", commune),
            number=second.pk,
            ends_before=date(2026, 6, 1),
            version=second.version,
            now=NOW,
        )
        first.refresh_from_db()
        assert first.ends_before is None
        assert self.judged(meeting) == (first.pack_id, 120)

    def test_a_cell_that_moved_is_judged_by_whom_it_stood_under_on_the_day(self) -> None:
        province = a_province()
        old, new = a_commune(province), a_commune(province, "Đảng ủy xã Mới")
        cell = a_cell(old)
        stays = cell.standings.unscoped("the story moves the cell").get()
        stays.ends_before = date(2026, 5, 1)
        stays.save()
        cell.standings.create(
            starts_on=date(2026, 5, 1), parent=new, path=new.path + cell.path[-5:],
            kind=cell.kind, is_cell=True, name=cell.name,
        )  # fmt: skip
        adopted(old)
        assert minutes_asked(cell, date(2026, 4, 30), 40) == 120
        assert minutes_asked(cell, date(2026, 5, 1), 40) == 90

    def test_figures_follow_the_committees_rule_and_the_recount_agrees(self) -> None:
        province = a_province()
        cells = [a_cell(a_commune(province, f"Đảng ủy xã {n}"), f"Chi bộ {n}") for n in range(3)]
        for number, cell in enumerate(cells):
            a_held_meeting(
                cell, date(2026, 3, 5), starts_at=time(19), ends_at=time(20, 40),
                expected=(20, 30, 40)[number], present=10,
            )  # fmt: skip
        rebuild(today=TODAY)
        assert self.short_by_cell(cells) == [0, 0, 0]
        adopted(province)
        fold(today=TODAY)
        assert self.short_by_cell(cells) == [0, 1, 1]
        assert verify(today=TODAY) == []
        rebuild(today=TODAY)
        assert self.short_by_cell(cells) == [0, 1, 1]

    def test_a_stamp_that_does_not_follow_from_its_pack_is_found_by_verify(self) -> None:
        commune = a_commune(a_province())
        meeting = a_held_meeting(a_cell(commune), date(2026, 3, 5), expected=35, present=30)
        adopted(commune, SHORTER)
        Meeting.objects.unscoped("somebody writes past the application").filter(
            pk=meeting.pk
        ).update(minimum_minutes=500)
        rebuild(today=TODAY)
        assert verify(today=TODAY)

    def short_by_cell(self, cells: list[Unit]) -> list[int]:
        kept = dict(
            CellMonth.objects.unscoped("what was counted")
            .filter(month=date(2026, 3, 1))
            .values_list("cell_id", "short")
        )
        return [kept[cell.pk] for cell in cells]


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("", "chưa khác gì quy định chung"),
            ("[[minimum_by_size]]\nkind = 'regular'\nvalue = 0\n", "'value' must be minutes"),
            (BY_SIZE + SHORTER, "two minimum lengths for one cell"),
            ("[[minimum_by_size]\n", "not TOML"),
            ("[grade]\nvalue = 1\n", "unknown key 'grade'"),
            (rubric_templates()["c"].text.replace("= 45", "= 44"), "do not sum to the total"),
        ],
    )
    def test_faulty_rows_are_refused_with_the_place(self, content: str, problem: str) -> None:
        commune = a_commune()
        with pytest.raises(BadPack) as refused:
            actions.draft(
                actor=an_actor("clerk", commune),
                unit_id=commune.pk,
                written=written(content),
                now=NOW,
            )
        assert problem in refused.value.message
        assert not LocalPack.objects.unscoped("nothing was kept").exists()

    def test_a_clerk_drafts_but_does_not_adopt(self) -> None:
        commune = a_commune()
        clerk = an_actor("clerk", commune)
        pack = actions.draft(actor=clerk, unit_id=commune.pk, written=written(), now=NOW)
        with pytest.raises(NotAllowed):
            actions.adopt(actor=clerk, number=pack.pk, version=1, now=NOW)

    def test_another_committee_neither_sees_a_draft_nor_writes_it(self) -> None:
        province = a_province()
        mine, other = a_commune(province), a_commune(province, "Đảng ủy xã Bên")
        pack = actions.draft(
            actor=an_actor("clerk", mine), unit_id=mine.pk, written=written(), now=NOW
        )
        stranger = an_actor("superior", other)
        with pytest.raises(NotThere):
            actions.revise(
                actor=stranger, number=pack.pk, written=written(SHORTER), version=1, now=NOW
            )

    def test_what_was_adopted_is_never_changed(self) -> None:
        commune = a_commune()
        pack, actor = adopted(commune), an_actor("superior", commune)
        for act in (
            lambda: actions.drop(actor=actor, number=pack.pk, version=2, now=NOW),
            lambda: actions.revise(
                actor=actor, number=pack.pk, written=written(SHORTER), version=2, now=NOW
            ),
        ):
            with pytest.raises(CannotAdopt):
                act()

    def test_two_rules_of_one_committee_do_not_hold_on_one_day(self) -> None:
        commune = a_commune()
        adopted(commune, effective_from=date(2026, 6, 1))
        with pytest.raises(CannotAdopt, match="15-QĐ/TU của cấp ủy đã áp dụng"):
            adopted(commune, SHORTER, number="9-QĐ/TU", effective_from=date(2026, 4, 1))

    def test_adopting_twice_is_harmless_and_a_stale_page_is_told(self) -> None:
        commune = a_commune()
        actor = an_actor("superior", commune)
        pack = actions.draft(actor=actor, unit_id=commune.pk, written=written(), now=NOW)
        actions.revise(actor=actor, number=pack.pk, written=written(SHORTER), version=1, now=NOW)
        with pytest.raises(ChangedMeanwhile):
            actions.adopt(actor=actor, number=pack.pk, version=1, now=NOW)
        actions.adopt(actor=actor, number=pack.pk, version=2, now=NOW)
        actions.adopt(actor=actor, number=pack.pk, version=2, now=NOW)
        assert AuditEvent.objects.filter(action="rules.adopted").count() == 1

    def test_a_cell_makes_no_rules(self) -> None:
        cell = a_cell(commune := a_commune())
        with pytest.raises(BadPack):
            actions.draft(
                actor=an_actor("clerk", commune), unit_id=cell.pk, written=written(), now=NOW
            )

    def test_members_of_a_cell_read_what_they_are_judged_by_and_no_draft(self) -> None:
        province = a_province()
        cell = a_cell(commune := a_commune(province))
        here = adopted(commune)
        above = adopted(province, SHORTER)
        elsewhere = a_commune(province, "Đảng ủy xã Bên")
        adopted(elsewhere)
        actions.draft(
            actor=an_actor("clerk", commune),
            unit_id=commune.pk,
            written=written(number="DT"),
            now=NOW,
        )
        reader: Actor = an_actor("secretary", cell)
        assert {pack.pk for pack in local_packs(reader)} == {here.pk, above.pk}


def test_a_meeting_closed_here_keeps_the_pack_and_minutes_it_was_judged_by() -> None:
    commune = a_commune()
    cell = a_cell(commune)
    pack = adopted(commune)
    meeting = a_planned_meeting(
        cell, date(2026, 11, 5), held_on=date(2026, 11, 5), starts_at=time(19), ends_at=time(21)
    )
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        Attendance.objects.create(meeting=meeting, member=a_member(cell, name), state="present")
    close(actor=an_actor("secretary", cell), meeting_id=meeting.pk, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.judged_by, meeting.minimum_minutes) == (pack.pack_id, 90)


def test_where_no_committee_spoke_the_meeting_keeps_the_national_pack() -> None:
    cell = a_cell(a_commune())
    meeting = a_planned_meeting(
        cell, date(2026, 11, 5), held_on=date(2026, 11, 5), starts_at=time(19), ends_at=time(21)
    )
    Attendance.objects.create(meeting=meeting, member=a_member(cell), state="present")
    close(actor=an_actor("secretary", cell), meeting_id=meeting.pk, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.judged_by, meeting.minimum_minutes) == ("meetings-hd42-2025", 90)
