"""Lines of a rubric that the secretary or the superior alone may fill, from the data to paper."""

import io
from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import docx
import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.meetings.models import Meeting
from chibo.areas.reports import actions as reports
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.scoring import actions as scoring
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import BadScore, CannotDecide
from chibo.areas.scoring.queries import find_sheet, lines_of
from chibo.regulations.layers import read_layer
from chibo.regulations.rubric_text import rubric_text
from chibo.regulations.values import PackError, Source
from tests.factories import an_account, an_actor
from tests.months import CellMonth, at

SHEET = """
[[rubric]]
code = "own"
name = "Phiếu hai người chấm"
applies_to = ["regular", "thematic", "combined"]
total = 100
step = 0.5
[[rubric.criterion]]
number = 1
name = "Nội dung sinh hoạt"
max_points = 80
facts = []
[[rubric.criterion]]
number = 2
name = "Nhận xét của bí thư"
max_points = 10
facts = []
given_by = "secretary"
[[rubric.criterion]]
number = 3
name = "Đánh giá của cấp ủy viên dự"
max_points = 10
facts = []
given_by = "superior"
"""
SOURCE = Source(document="15-QĐ/ĐU", clause="Điều 4", evidence="P")


def points(**given: int) -> dict[str, GivenPoints]:
    return {code[1:]: GivenPoints(Decimal(number)) for code, number in given.items()}


@pytest.fixture
def ours(db: None, today_is) -> CellMonth:
    today_is("2026-11-30")
    ours = CellMonth()
    written = PackDraft(
        "15-QĐ/ĐU", "Quy định", "Điều 4", date(2026, 10, 1), date(2026, 11, 1), SHEET
    )
    common = {"actor": ours.superior, "now": at(date(2026, 10, 2))}
    pack = rulebook.draft(unit_id=ours.commune.pk, written=written, **common)
    rulebook.adopt(number=pack.pk, version=1, **common)
    return ours


@pytest.fixture
def meeting(ours: CellMonth) -> Meeting:
    meeting = ours.sit(ours.prepare(), ends_at=time(21))
    ours.rest_present(meeting)
    ours.note(meeting, "next_month", "Ra quân.")
    return meeting


def give(ours: CellMonth, meeting: Meeting, actor, given: dict[str, GivenPoints]):
    sheet = find_sheet(meeting)
    return scoring.give_points(
        actor=actor,
        meeting_id=meeting.pk,
        given=given,
        version=sheet.version if sheet else 0,
        now=at(ours.held_on),
    )


def browser(role: str, unit) -> Client:
    client = Client()
    client.force_login(an_account(role, unit))
    return client


class TestTheRubric:
    def test_who_fills_a_line_is_read_written_and_told(self) -> None:
        rubric = read_layer(SHEET, "own", SOURCE).rubrics[0]
        assert [item.given_by for item in rubric.items] == ["", "secretary", "superior"]
        again = read_layer(rubric_text(rubric, SOURCE), "own", SOURCE).rubrics[0]
        assert again == rubric
        assert "chỉ cấp ủy cấp trên trực tiếp cho điểm" in rubric.item("3").told

    def test_nobody_else_can_be_named_and_the_cell_keeps_a_line(self) -> None:
        with pytest.raises(PackError, match="given_by"):
            read_layer(SHEET.replace('"superior"', '"clerk"'), "own", SOURCE)
        alone = SHEET.replace("facts = []\n[[", 'facts = []\ngiven_by = "superior"\n[[')
        with pytest.raises(PackError, match="superior's own"):
            read_layer(alone.replace('"secretary"', '"superior"'), "own", SOURCE)


class TestTheCell:
    def test_others_of_the_committee_wait_for_the_secretary_who_confirms(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        member = an_actor("cell_committee", ours.cell)
        sheet = give(ours, meeting, member, points(c1=72))
        assert (sheet.self_total, sheet.confirmed_at) == (None, None)
        assert [line.points for line in lines_of(sheet)] == [72, None, None]
        with pytest.raises(BadScore, match="Chưa chấm điểm"):
            ours.close(meeting)
        sheet = give(ours, meeting, ours.secretary, points(c1=72, c2=9))
        assert (sheet.self_total, sheet.self_grade) == (90, "good"), "81 of 90, re-based"
        sheet = give(ours, meeting, member, points(c1=63, c2=9))
        assert (sheet.self_total, sheet.self_grade) == (80, "fair")
        assert ours.close(meeting).is_held

    def test_a_line_of_somebody_else_is_refused_by_name_and_nothing_is_kept(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        member = an_actor("cell_committee", ours.cell)
        with pytest.raises(BadScore) as refused:
            give(ours, meeting, member, points(c1=72, c2=9))
        assert "chỉ bí thư cho điểm" in refused.value.lines["2"]
        with pytest.raises(BadScore) as refused:
            give(ours, meeting, ours.secretary, points(c1=72, c2=9, c3=10))
        assert "chỉ cấp ủy cấp trên trực tiếp" in refused.value.lines["3"]
        assert find_sheet(meeting) is None

    def test_the_page_and_the_paper_typed_back_ask_everyone_for_their_own_lines(
        self, ours: CellMonth, meeting: Meeting
    ) -> None:
        for role, asked in (("secretary", ["1", "2"]), ("cell_committee", ["1"])):
            client = browser(role, ours.cell)
            for name in ("step_score", "score_from_paper"):
                page = client.get(reverse(name, args=[meeting.pk])).content.decode()
                shown = [code for code in "123" if f'name="points-{code}"' in page]
                assert shown == asked, (role, name)
        member, secretary = browser("cell_committee", ours.cell), browser("secretary", ours.cell)
        paper = reverse("score_from_paper", args=[meeting.pk])
        said = {"once": str(uuid4()), "version": "0", "points-1": "72", "sum_on_paper": "72"}
        told = member.post(paper, said, follow=True).content.decode()
        assert "còn mục chỉ bí thư cho điểm" in told
        page = reverse("step_score", args=[meeting.pk])
        said = {"once": str(uuid4()), "version": "1", "points-1": "72", "points-2": "9"}
        told = secretary.post(page, said, follow=True).content.decode()
        assert "Đã chấm 90 điểm, xếp loại Tốt." in told
        assert "Chỉ cấp ủy cấp trên trực tiếp cho điểm." in told


class TestTheSuperior:
    @pytest.fixture
    def sent(self, ours: CellMonth, meeting: Meeting) -> Meeting:
        give(ours, meeting, ours.secretary, points(c1=72, c2=9))
        ours.close(meeting)
        ours.submit(ours.begin_report())
        return meeting

    def decide(self, ours: CellMonth, meeting: Meeting, given: dict[str, GivenPoints]):
        return reports.decide_score_by_line(
            actor=ours.superior,
            meeting_id=meeting.pk,
            given=given,
            note="",
            version=find_sheet(meeting).version,
            now=at(date(2026, 11, 30)),
        )

    def test_the_own_line_has_to_be_filled_and_counts_in_the_official_total(
        self, ours: CellMonth, sent: Meeting
    ) -> None:
        with pytest.raises(CannotDecide) as refused:
            self.decide(ours, sent, points(c1=72, c2=9))
        assert refused.value.lines == {"3": "Mục 3 chưa có điểm."}
        sheet = self.decide(ours, sent, points(c1=72, c2=9, c3=8))
        assert (sheet.official_total, sheet.official_grade) == (89, "fair")
        assert (sheet.self_total, sheet.official_note) == (90, "")

    def test_both_columns_stand_side_by_side_on_the_pages_and_on_the_paper(
        self, ours: CellMonth, sent: Meeting
    ) -> None:
        superior = browser("superior", ours.commune)
        page = superior.get(reverse("grade_sheet", args=[sent.pk])).content.decode()
        assert "Chỉ cấp ủy cấp trên trực tiếp cho điểm." in page
        self.decide(ours, sent, points(c1=72, c2=9, c3=8))
        own = browser("secretary", ours.cell).get(reverse("step_score", args=[sent.pk]))
        assert "Cấp trên chấm: <b>8 điểm</b>" in own.content.decode()
        made = meeting_paper(
            actor=ours.secretary, kind="score_sheet", meeting_id=sent.pk, now=at(ours.held_on)
        )
        table = docx.Document(io.BytesIO(made.content)).tables[1]
        columns = [[cell.text for cell in row.cells][2:5] for row in table.rows]
        assert columns == [
            ["Điểm tối đa", "Điểm tự chấm", "Cấp trên chấm"],
            ["80", "72", "72"],
            ["10", "9", "9"],
            ["10", "–", "8"],
            ["100", "90", "89"],
        ]


def test_a_sheet_printed_before_anybody_scored_has_its_lines_to_be_filled_in_by_hand(
    ours: CellMonth, meeting: Meeting
) -> None:
    made = meeting_paper(
        actor=ours.secretary, kind="score_sheet", meeting_id=meeting.pk, now=at(ours.held_on)
    )
    table = docx.Document(io.BytesIO(made.content)).tables[1]
    assert [row.cells[0].text for row in table.rows] == ["TT", "1", "2", "3", ""]
    assert [row.cells[3].text for row in table.rows[1:]] == ["…", "…", "–", "…"]
