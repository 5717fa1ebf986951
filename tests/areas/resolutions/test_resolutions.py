"""The resolution of a meeting: drafted from the notes, worded, numbered."""

import pytest

from chibo.areas.access.wall import reach_of
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.meetings.models import Meeting
from chibo.areas.resolutions import actions as resolutions
from chibo.areas.resolutions.actions import ResolutionText
from chibo.areas.resolutions.queries import find_resolution, wording
from chibo.core.errors import ChangedMeanwhile, NotThere
from chibo.core.wall import behind
from tests.factories import an_actor
from tests.months import CellMonth, at


@pytest.fixture
def ours(db: None) -> CellMonth:
    return CellMonth()


def write(ours: CellMonth, meeting: Meeting, version: int = 1, **parts: str) -> None:
    text = {"ideology": "", "results": "", "praise": "", "shortcomings": "", "direction": ""}
    resolutions.write_resolution(
        actor=ours.secretary,
        meeting_id=meeting.pk,
        text=ResolutionText(**{**text, **parts}),
        version=version,
        now=at(ours.held_on),
    )


def test_it_is_drafted_from_the_notes(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    ours.note(meeting, "political_information", "Thông tin Đại hội.")
    ours.note(meeting, "month_review", "Làm 300 m đường.")
    ours.note(meeting, "next_month", "Ra quân vệ sinh.")
    said = wording(meeting, None)
    assert said == {
        "ideology": "Thông tin Đại hội.",
        "results": "Làm 300 m đường.",
        "praise": "",
        "shortcomings": "",
        "direction": "Ra quân vệ sinh.",
    }


def test_it_follows_the_notes_until_somebody_words_it(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    ours.assign(meeting)  # begins the resolution before anything was noted
    ours.note(meeting, "next_month", "Ra quân vệ sinh.")
    assert wording(meeting, find_resolution(meeting))["direction"] == "Ra quân vệ sinh."
    write(ours, meeting, direction="Ra quân vệ sinh ngày 15.")
    ours.note(meeting, "month_review", "Ghi thêm sau.")
    said = wording(meeting, find_resolution(meeting))
    assert (said["direction"], said["results"]) == ("Ra quân vệ sinh ngày 15.", "")


def test_adopted_it_keeps_the_words_it_was_adopted_with(ours: CellMonth) -> None:
    meeting = ours.hold()
    adopted = find_resolution(meeting)
    assert adopted is not None
    assert (adopted.direction, adopted.number, adopted.adopted_on) == ("Ra quân.", 1, ours.held_on)


def test_somebody_else_s_words_are_not_overwritten(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    write(ours, meeting, direction="Một")
    with pytest.raises(ChangedMeanwhile):
        write(ours, meeting, direction="Hai")
    write(ours, meeting, version=2, direction="Hai")


def test_a_line_stamped_secret_is_refused(ours: CellMonth) -> None:
    meeting = ours.sit(ours.prepare())
    with pytest.raises(MarkedSecret):
        write(ours, meeting, results="MẬT\nKế hoạch tác chiến")
    assert find_resolution(meeting) is None


def test_numbers_run_through_the_term_without_gaps(ours: CellMonth) -> None:
    numbers = []
    for _month in range(3):
        meeting = ours.hold(task="")
        numbers.append(meeting.resolution.number)
        ours.next_month()
    assert numbers == [1, 2, 3]


def test_a_number_is_taken_once_also_after_reopening(ours: CellMonth) -> None:
    first = ours.hold(task="")
    ours.next_month()
    second = ours.hold(task="")
    ours.reopen(first)
    ours.close(first)
    assert find_resolution(first).number == 1  # type: ignore[union-attr]
    assert find_resolution(second).number == 2  # type: ignore[union-attr]
    kinds = PaperNumber.objects.unscoped("a test").filter(paper_kind="NQ")
    assert sorted(kinds.values_list("number", flat=True)) == [1, 2]


def test_a_new_term_begins_at_one_again(ours: CellMonth) -> None:
    ours.hold(task="")
    type(ours.cell).objects.unscoped("a test").filter(pk=ours.cell.pk).update(
        term_starts_on="2026-12-01"
    )
    ours.cell.refresh_from_db()
    ours.next_month()
    assert ours.hold(task="").resolution.number == 1


def test_another_cell_has_numbers_of_its_own_and_no_way_in(ours: CellMonth) -> None:
    ours.hold(task="")
    theirs = CellMonth(ours.commune)
    assert theirs.hold(task="").resolution.number == 1
    with pytest.raises(NotThere):
        resolutions.begin_resolution(
            actor=theirs.secretary,
            meeting_id=find_meeting(ours).pk,
            now=at(ours.held_on),
        )


def test_who_only_was_at_the_meeting_does_not_read_it_whatever_a_page_forgot(
    ours: CellMonth,
) -> None:
    meeting = ours.hold()
    was_there = an_actor("member", ours.cell, member=ours.people[0])
    with behind(reach_of(was_there)):
        named = Meeting.objects.all()._opened().get()
        assert find_resolution(named) is None
    with behind(reach_of(ours.secretary)):
        assert find_resolution(meeting) is not None


def find_meeting(ours: CellMonth) -> Meeting:
    return Meeting.objects.unscoped("a test").get(unit=ours.cell)
