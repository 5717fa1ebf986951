"""Numbers of papers and grades say which rule they come from, wherever they are shown."""

import io

import docx
import pytest
from django.urls import reverse

from chibo.areas.documents.kinds import get_paper_rules
from chibo.areas.reports.papers import meeting_paper
from tests.months import CellMonth, at
from tests.web.month.conftest import People

pytestmark = pytest.mark.django_db


def test_a_number_says_its_series_and_its_source(ours: CellMonth, people: People) -> None:
    meeting = ours.prepare()
    steps = [reverse(name, args=[meeting.pk]) for name in ("step_resolution", "meeting_record")]
    told = "Mỗi loại văn bản một dãy số trong nhiệm kỳ, bắt đầu từ 01."
    for address in steps:
        assert told not in people.secretary.get(address).content.decode(), "no number yet"
    meeting.delete()
    meeting = ours.hold()
    steps = [reverse(name, args=[meeting.pk]) for name in ("step_resolution", "meeting_record")]
    source = get_paper_rules(ours.held_on).numbering.source
    for address in (*steps, reverse("register_out", args=[ours.cell.pk])):
        page = people.secretary.get(address).content.decode()
        assert told in page
        assert source.document in page
        assert source.clause in page


def test_grades_say_their_thresholds_and_source(ours: CellMonth, people: People) -> None:
    meeting = ours.hold()
    report = ours.submit(ours.begin_report())
    pages = {
        reverse("step_score", args=[meeting.pk]): people.secretary,
        reverse("meeting_record", args=[meeting.pk]): people.secretary,
        reverse("decide_report", args=[report.pk]): people.superior,
        reverse("grade_sheet", args=[meeting.pk]): people.superior,
    }
    for address, client in pages.items():
        page = client.get(address).content.decode()
        assert "Cách xếp loại" in page, address
        assert "Tốt: từ 90 điểm" in page, address
        assert "42-HD/BTCTW" in page, address


def test_the_record_and_the_minutes_tell_the_share_in_the_same_words(
    ours: CellMonth, people: People
) -> None:
    meeting = ours.sit(ours.prepare())
    ours.mark(meeting, ours.people[0], "excused", reason="Đi viện")
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    ours.assign(meeting)
    ours.score(meeting)
    ours.close(meeting)
    made = meeting_paper(
        actor=ours.secretary, kind="minutes", meeting_id=meeting.pk, now=at(ours.held_on)
    )
    written = "\n".join(p.text for p in docx.Document(io.BytesIO(made.content)).paragraphs)
    pages = [reverse(name, args=[meeting.pk]) for name in ("meeting_record", "minutes")]
    told = "4/5 (80,0%)"
    assert told in written
    for address in pages:
        assert told in people.secretary.get(address).content.decode(), address
