"""Drafts written from the records: marked, edited, read again, never made up."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from chibo.areas.directives.models import Directive
from chibo.areas.documents.secrecy import MarkedSecret
from chibo.areas.drafts.actions import add, follow_record, gather, leave_out, look, rewrite
from chibo.areas.drafts.errors import BadDraft
from chibo.areas.drafts.gathering import gathered
from chibo.areas.drafts.models import Draft, DraftSentence
from chibo.areas.drafts.queries import changed_since, find_draft, marks_of, parts_of
from chibo.areas.inputs.actions import Said, write_input
from chibo.areas.meetings.models import Meeting
from chibo.areas.reports.papers import draft_paper
from chibo.areas.resolutions.actions import ResolutionText, write_resolution
from chibo.areas.resolutions.queries import find_resolution, wording
from chibo.areas.tasks.actions import finish
from chibo.areas.tasks.models import Task
from chibo.core.actor import Actor
from chibo.core.errors import ChangedMeanwhile, NotAllowed, NotThere
from tests.factories import a_cell, a_member, an_actor
from tests.months import CellMonth, at

pytestmark = pytest.mark.django_db

NOW = at(date(2026, 12, 1), 9)


class Drafting:
    """A cell that met in November and prepares December."""

    def __init__(self) -> None:
        self.ours = CellMonth()
        self.ours.hold(task="Rà soát hộ nghèo")
        self.ours.next_month()
        self.meeting: Meeting = self.ours.prepare()
        self.secretary: Actor = self.ours.secretary
        self.task = Task.objects.unscoped("a test").get()

    def gather(self, kind: str = "report", **more: Any) -> Draft:
        told = {"actor": self.secretary, "meeting_id": self.meeting.pk, "kind": kind, "now": NOW}
        return gather(**told | more)

    def row(self, key: str) -> DraftSentence:
        return DraftSentence.objects.get(key=key)

    def act(self, do: Any, key: str, **more: Any) -> DraftSentence:
        row = self.row(key)
        more.setdefault("version", row.version)
        told = {"actor": self.secretary, "meeting_id": self.meeting.pk, "now": NOW}
        return do(sentence_id=row.pk, **told | more)  # type: ignore[no-any-return]

    def finish(self) -> None:
        finish(actor=self.secretary, task_id=self.task.pk, result="Rà soát 42 hộ", now=NOW)

    def texts(self, kind: str = "report") -> str:
        draft = find_draft(self.secretary, self.meeting, kind)
        assert draft is not None
        parts = parts_of(self.secretary, draft)
        return "\n".join(row.text for part in parts for row in part.printed)


@pytest.fixture
def drafting() -> Drafting:
    return Drafting()


def test_the_report_tells_what_the_records_hold_and_how_each_sentence_is_known(
    drafting: Drafting,
) -> None:
    write_input(
        actor=drafting.secretary,
        meeting_id=drafting.meeting.pk,
        giver="women",
        said=Said("Dọn vệ sinh 2 buổi", "Giá phân bón tăng", "Cùng vận động"),
        version=0,
        now=NOW,
    )
    a_member(drafting.ours.cell, "Vũ Thị Lan", joined_on=date(2026, 11, 20), full_on=None)
    Task.objects.unscoped("a test").create(
        unit=drafting.ours.cell,
        title="Học tập chỉ thị",
        source="07-CT/TW, 13/07/2026, Bộ Chính trị",
        given_on=date(2026, 11, 5),
    )
    draft = drafting.gather()
    told = drafting.texts()
    for words in (
        "Nhiệm vụ phải kiểm điểm: 2; đã xong 0, đang làm 2.",
        "Rà soát hộ nghèo: đang làm, hạn 28/11/2026.",
        "Học tập chỉ thị – theo 07-CT/TW, 13/07/2026, Bộ Chính trị: đang làm.",
        "Đến 30/11/2026 chi bộ có 6 đảng viên, trong đó dự bị 1, miễn sinh hoạt 0.",
        "Kết nạp đồng chí Vũ Thị Lan ngày 20/11/2026.",
        "Sinh hoạt thường kỳ ngày 03/11/2026: có mặt 5/5 đảng viên.",
        "Chi hội Phụ nữ: Dọn vệ sinh 2 buổi.",
        "Chi hội Phụ nữ quan tâm: Giá phân bón tăng.",
        "Ra quân.",
    ):
        assert words in told
    assert drafting.row(f"task:{drafting.task.pk}").mark == "carried"
    assert drafting.row("members.count").mark == "record"
    rows = list(DraftSentence.objects.filter(draft=draft))
    assert marks_of(rows)["typed"] == 0
    assert not Directive.objects.unscoped("a test").exists()
    drafting.gather("resolution")
    resolution = drafting.texts("resolution")
    assert "Rà soát hộ nghèo – toàn chi bộ, hạn 28/11/2026." in resolution
    assert "biểu quyết" not in (told + resolution).lower()
    assert "phát biểu" not in (told + resolution).lower()


def test_gathered_twice_nothing_changes_and_a_changed_record_is_shown(drafting: Drafting) -> None:
    draft = drafting.gather()
    before = list(DraftSentence.objects.values())
    drafting.gather()
    assert list(DraftSentence.objects.values()) == before
    drafting.finish()
    key = f"task:{drafting.task.pk}"
    draft.meeting = drafting.meeting
    waiting = changed_since(drafting.secretary, draft, NOW.date())
    assert {(each.key, each.verdict) for each in waiting} == {
        ("tasks.summary", "changed"),
        (key, "changed"),
        (f"coming:{drafting.task.pk}", "gone"),
    }
    assert list(DraftSentence.objects.values()) == before  # looking writes nothing
    drafting.gather()
    row = drafting.row(key)
    assert (row.text, row.mark) == ("Rà soát hộ nghèo: đã xong. Rà soát 42 hộ.", "record")
    assert row.was.startswith("Rà soát hộ nghèo: đang làm")
    assert drafting.row(f"coming:{drafting.task.pk}").is_left_out
    for _click in range(2):
        look(actor=drafting.secretary, meeting_id=drafting.meeting.pk, kind="report", now=NOW)
    assert drafting.row(key).was == ""


def test_an_edited_sentence_is_typed_stays_and_shows_what_the_record_says(
    drafting: Drafting,
) -> None:
    drafting.gather()
    key = f"task:{drafting.task.pk}"
    row = drafting.act(rewrite, key, text="Rà soát hộ nghèo đạt tiến độ.")
    assert (row.mark, row.is_edited, row.version) == ("typed", True, 2)
    drafting.finish()
    drafting.gather()
    row = drafting.row(key)
    assert row.text == "Rà soát hộ nghèo đạt tiến độ."
    assert row.record_text.endswith("Rà soát 42 hộ.")
    assert row.was.startswith("Rà soát hộ nghèo: đang làm")
    row = drafting.act(follow_record, key)
    assert (row.text, row.mark) == (row.record_text, "record")
    row = drafting.act(rewrite, key, text="Của ta.")
    row = drafting.act(rewrite, key, text=row.record_text)
    assert row.mark == "record"  # the record's own words again


def test_left_out_it_does_not_come_back_by_itself_and_own_sentences_stay(
    drafting: Drafting,
) -> None:
    drafting.gather()
    own = {"actor": drafting.secretary, "meeting_id": drafting.meeting.pk, "kind": "report"}
    added = add(section="coming", text="Ra quân làm đường.", now=NOW, **own)
    assert (added.mark, added.key) == ("typed", "")
    for _click in range(2):
        drafting.act(leave_out, "members.count", out=True)
    drafting.finish()
    drafting.gather()
    assert drafting.row("members.count").is_left_out
    assert "Ra quân làm đường." in drafting.texts()
    drafting.act(leave_out, "members.count", out=False)
    assert "chi bộ có 5 đảng viên" in drafting.texts()
    with pytest.raises(NotThere):
        add(section="votes", text="x", now=NOW, **own)


def test_two_people_on_one_sentence_do_not_overwrite_each_other(drafting: Drafting) -> None:
    drafting.gather()
    drafting.act(rewrite, "members.count", text="Của người này.", version=1)
    drafting.act(rewrite, "members.count", text="Của người này.", version=1)  # a double click
    for do, more in ((rewrite, {"text": "Của người kia."}), (leave_out, {"out": True})):
        with pytest.raises(ChangedMeanwhile):
            drafting.act(do, "members.count", version=1, **more)
    drafting.act(rewrite, "tasks.summary", text="Câu khác.", version=1)  # another sentence


def test_what_cannot_be_written_is_refused(drafting: Drafting) -> None:
    drafting.gather()
    for text, refusal in ((" ", BadDraft), ("x" * 1001, BadDraft), ("TỐI MẬT", MarkedSecret)):
        with pytest.raises(refusal):
            drafting.act(rewrite, "members.count", text=text)
    with pytest.raises(BadDraft):
        drafting.gather("speech")
    meeting = drafting.ours.sit(drafting.meeting)
    drafting.ours.rest_present(meeting)
    drafting.ours.review(meeting, drafting.task, "dropped", note="Đã giao xã làm.")
    drafting.ours.note(meeting, "next_month", "Ra quân.")
    drafting.ours.score(meeting)
    drafting.ours.close(meeting)
    with pytest.raises(BadDraft, match="đã họp"):
        drafting.gather()
    with pytest.raises(BadDraft, match="đã họp"):
        drafting.act(rewrite, "members.count", text="Sửa sau.")


def test_the_draft_resolution_is_what_the_cell_starts_from_and_typed_words_stay(
    drafting: Drafting,
) -> None:
    drafting.gather("resolution")
    own = {"actor": drafting.secretary, "meeting_id": drafting.meeting.pk, "kind": "resolution"}
    for section, text in (
        ("review", "Tháng 11 làm xong 300 m đường."),
        ("direction", "Thu hoạch vụ mùa trước ngày 20."),
        ("direction", "Câu bỏ đi."),
        ("assignments", "Đồng chí Dung theo dõi."),
    ):
        row = add(section=section, text=text, now=NOW, **own)
    dropped = DraftSentence.objects.get(text="Câu bỏ đi.")
    leave_out(
        actor=drafting.secretary,
        meeting_id=drafting.meeting.pk,
        sentence_id=dropped.pk,
        out=True,
        version=dropped.version,
        now=NOW,
    )
    ours, meeting = drafting.ours, drafting.ours.sit(drafting.meeting)
    ours.note(meeting, "next_month", "Thu hoạch vụ mùa trước ngày 20.\nHọp lại ngày 15.")
    said = wording(meeting, find_resolution(meeting))
    assert said["results"] == "Tháng 11 làm xong 300 m đường."
    assert said["direction"].splitlines() == [
        "Ra quân.",  # the direction of the last resolution, carried over
        "Thu hoạch vụ mùa trước ngày 20.",  # noted at the meeting too: said once
        row.text,
        "Họp lại ngày 15.",
    ]
    told = "\n".join(said.values())
    assert not any(words in told for words in ("phải kiểm điểm", "Rà soát", "bỏ đi", "tự gõ"))
    text = ResolutionText("", "Lời của chi bộ.", "", "", "")
    write_resolution(actor=drafting.secretary, meeting_id=meeting.pk, text=text, version=1, now=NOW)
    add(section="review", text="Thêm sau.", now=NOW, **own)
    written = find_resolution(meeting)
    assert wording(meeting, written) == vars(text)


def test_adopted_without_being_worded_it_says_what_the_draft_said(drafting: Drafting) -> None:
    drafting.gather("resolution")
    meeting = drafting.ours.sit(drafting.meeting)
    drafting.ours.rest_present(meeting)
    drafting.ours.review(meeting, drafting.task, "dropped", note="Đã giao xã làm.")
    drafting.ours.score(meeting)
    drafting.ours.close(meeting)
    adopted = find_resolution(meeting)
    assert adopted is not None
    assert (adopted.direction, adopted.results) == ("Ra quân.", "")


def test_the_paper_prints_the_sentences_kept_and_says_it_is_a_draft(drafting: Drafting) -> None:
    told: dict[str, Any] = {"actor": drafting.secretary, "meeting_id": drafting.meeting.pk}
    with pytest.raises(NotThere):
        draft_paper(kind="report", now=NOW, **told)
    drafting.gather()
    drafting.act(leave_out, "members.count", out=True)
    made = draft_paper(kind="report", now=NOW, **told)
    document = Document(io.BytesIO(made.content))
    text = "\n".join(p.text for p in document.paragraphs)
    heading = "\n".join(
        p.text for row in document.tables[0].rows for c in row.cells for p in c.paragraphs
    )
    assert "Dự thảo" in heading
    assert "Số" not in heading
    assert "kết quả tháng 11 năm 2026, nhiệm vụ tháng 12 năm 2026" in text
    assert "Rà soát hộ nghèo: đang làm, hạn 28/11/2026." in text
    assert "đảng viên, trong đó dự bị" not in text


def test_others_neither_see_nor_write_it(drafting: Drafting) -> None:
    draft = drafting.gather()
    draft.meeting = drafting.meeting
    others = [drafting.ours.superior, an_actor("member", drafting.ours.cell)]
    others.append(an_actor("secretary", a_cell(drafting.ours.commune)))
    for actor in others:
        assert find_draft(actor, drafting.meeting, "report") is None
        with pytest.raises(NotAllowed):
            parts_of(actor, draft)
        with pytest.raises((NotAllowed, NotThere)):
            drafting.gather(actor=actor)
        with pytest.raises((NotAllowed, NotThere)):
            drafting.act(rewrite, "members.count", text="x", actor=actor)


def test_as_many_reads_for_thirty_tasks_as_for_one(drafting: Drafting) -> None:
    def reads() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            gathered(drafting.secretary, drafting.meeting, "report", NOW.date())
        return len(seen)

    one = reads()
    Task.objects.unscoped("a test").bulk_create(
        Task(unit=drafting.ours.cell, title=f"Việc {n}", given_on=date(2026, 11, 4))
        for n in range(30)
    )
    assert reads() == one
