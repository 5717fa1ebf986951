"""A combined meeting whose two parts are scored apart (Biểu 1, Biểu 2), up to the figures."""

import io
from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import docx
import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.grading.queries import waiting_sheets
from chibo.areas.grading.years import years_of
from chibo.areas.indicators import actions as indicators
from chibo.areas.indicators.models import CellMonth as Counted
from chibo.areas.meetings.models import Meeting
from chibo.areas.minutes.canonical import record_of
from chibo.areas.reports.bundled import papers_of_cell
from chibo.areas.reports.papers import meeting_paper
from chibo.areas.rulebook import actions as rulebook
from chibo.areas.rulebook.actions import PackDraft
from chibo.areas.scoring.actions import GivenPoints
from chibo.areas.scoring.errors import CannotDecide
from chibo.areas.scoring.queries import find_sheet, lines_of, shown_lines
from chibo.areas.sittings.actions import split_parts
from chibo.core.errors import NotThere
from chibo.regulations.layers import read_layer
from chibo.regulations.rubric_text import rubric_text
from chibo.regulations.templates import rubric_templates
from chibo.regulations.values import PackError
from tests.factories import an_account
from tests.months import NOVEMBER, CellMonth, at

TEMPLATE = rubric_templates()["d"]


@pytest.fixture
def ours(db: None, today_is) -> CellMonth:
    today_is("2026-11-30")
    ours = CellMonth()
    written = PackDraft(
        "27-QĐ/TU", "Quy định", "Biểu 1, 2", date(2026, 10, 1), date(2026, 11, 1), TEMPLATE.text
    )
    common = {"actor": ours.superior, "now": at(date(2026, 10, 2))}
    pack = rulebook.draft(unit_id=ours.commune.pk, written=written, **common)
    rulebook.adopt(number=pack.pk, version=1, **common)
    return ours


def sit(ours: CellMonth, kind: str = "combined") -> Meeting:
    """Held from 19:00 to 21:00; the thematic part since 20:20."""
    meeting = ours.sit(ours.prepare(kind))
    ours.rest_present(meeting)
    ours.note(meeting, "combined_topic" if kind == "combined" else "next_month", "Ra quân.")
    if kind == "combined":
        split_parts(
            actor=ours.secretary,
            meeting_id=meeting.pk,
            first="regular",
            changed_at=time(20, 20),
            now=at(ours.held_on),
        )
    return meeting


def browser(role: str, unit) -> Client:
    client = Client()
    client.force_login(an_account(role, unit))
    return client


def fields(meeting: Meeting, **more: str) -> dict[str, str]:
    sheet = find_sheet(meeting)
    said = {"once": str(uuid4()), "version": str(sheet.version if sheet else 0), "note": ""}
    for line in shown_lines(meeting, sheet):
        said[f"points-{line.criterion}"] = str(line.points or line.maximum).replace(".", ",")
    return said | more


def docx_of(ours: CellMonth, kind: str, meeting: Meeting) -> tuple[str, list[list[str]]]:
    made = meeting_paper(
        actor=ours.secretary, kind=kind, meeting_id=meeting.pk, now=at(ours.held_on)
    )
    read = docx.Document(io.BytesIO(made.content))
    rows = [[cell.text for cell in row.cells] for row in read.tables[1].rows]
    return "\n".join(p.text for p in read.paragraphs), rows


def test_only_the_sheet_of_thematic_meetings_can_be_the_second() -> None:
    with pytest.raises(PackError, match="thematic_part"):
        read_layer(TEMPLATE.text.replace('["thematic"]', '["combined"]', 1), "x", TEMPLATE.source)
    first, second = TEMPLATE.layer.rubrics
    assert (first.thematic_part, second.thematic_part) == (False, True)
    assert read_layer(rubric_text(second, TEMPLATE.source), "x", second.source).rubrics[0] == second
    assert "chấm cả phần chuyên đề của buổi kết hợp" in second.told


def test_each_part_is_told_by_its_own_record_and_the_cell_confirms_both_at_once(
    ours: CellMonth,
) -> None:
    meeting = sit(ours)
    lines = {line.criterion: line for line in shown_lines(meeting, None)}
    assert [code for code in lines if code.startswith("II.")] == [f"II.{n}" for n in range(1, 8)]
    assert "Sinh hoạt 120 phút, tối thiểu 120 phút." in lines["1"].reason, "the rule is of it all"
    assert "Sinh hoạt 40 phút; không có mức tối thiểu" in lines["II.1"].reason
    assert "Đã ghi nội dung 1/1 mục" in lines["II.4"].reason
    assert "Đã ghi nội dung 0/" in lines["4"].reason
    client, step = browser("secretary", ours.cell), reverse("step_score", args=[meeting.pk])
    page = client.get(step).content.decode()
    assert "II. Phần chuyên đề – Biểu 2: sinh hoạt chuyên đề" in page
    assert page.count('name="points-') == 14
    told = client.post(step, fields(meeting, **{"points-6": "25", "points-II.4": "30"}))
    told = client.get(step).content.decode()
    assert "Đã chấm 95 điểm, xếp loại Tốt. Phần chuyên đề: 90 điểm, xếp loại Tốt." in told
    sheet = find_sheet(meeting)
    assert (sheet.self_total, sheet.second.self_total, sheet.second.self_grade) == (95, 90, "good")
    ours.vote(meeting, 5)
    ours.assign(meeting)
    assert ours.close(meeting).is_held
    assert record_of(meeting)["score"] == ["95.00", "good", "90.00", "good"]


def test_a_meeting_of_one_kind_keeps_one_sheet_and_other_rubrics_ask_for_one(
    ours: CellMonth,
) -> None:
    meeting = sit(ours, "regular")
    assert len(shown_lines(meeting, None)) == 7
    ours.score(meeting)
    assert find_sheet(meeting).second is None
    with pytest.raises(NotThere):
        docx_of(ours, "thematic_sheet", meeting)
    national = rubric_templates()["c"].layer.rubrics
    assert not any(rubric.thematic_part for rubric in national)


def test_typed_back_from_paper_both_sheets_in_the_printed_order(ours: CellMonth) -> None:
    meeting = sit(ours)
    first, second = (docx_of(ours, kind, meeting)[1] for kind in ("score_sheet", "thematic_sheet"))
    printed = [row[0] for row in (*first[1:-1], *second[1:-1])]
    client, paper = browser("secretary", ours.cell), reverse("score_from_paper", args=[meeting.pk])
    page = client.get(paper).content.decode()
    asked = [code for code in printed if f'name="points-{code}"' in page]
    assert asked == printed
    assert asked == sorted(asked, key=lambda code: page.index(f'name="points-{code}"'))
    assert len(asked) == 14
    bad = client.post(paper, fields(meeting, sum_on_paper="199"))
    assert "cộng lại được 200 điểm" in bad.content.decode()
    told = client.post(paper, fields(meeting, sum_on_paper="200"), follow=True).content.decode()
    assert "Đã nhập phiếu chấm từ giấy: 100 + 100 điểm." in told


class TestTheSuperior:
    @pytest.fixture
    def sent(self, ours: CellMonth) -> Meeting:
        meeting = sit(ours)
        ours.assign(meeting)
        ours.score(meeting)
        ours.close(meeting)
        ours.submit(ours.begin_report())
        return meeting

    def test_one_decision_gives_both_totals_and_no_figure_counts_the_meeting_twice(
        self, ours: CellMonth, sent: Meeting
    ) -> None:
        waiting = waiting_sheets(ours.superior, ours.commune)
        assert [sheet.meeting_id for sheet in waiting] == [sent.pk]
        client, address = browser("superior", ours.commune), reverse("grade_sheet", args=[sent.pk])
        page = client.get(address).content.decode()
        assert page.count("data-sum") == 2
        assert "Tổng phần chuyên đề" in page
        with pytest.raises(CannotDecide, match="hai biểu"):
            ours.decide(sent, "100")
        given = {"points-II.6": "20", "reason-II.6": "Chưa rõ kết quả."}
        assert client.post(address, fields(sent, **given)).status_code == 302
        sheet = find_sheet(sent)
        assert (sheet.official_total, sheet.official_grade) == (100, "good")
        assert (sheet.second.official_total, sheet.second.official_grade) == (90, "good")
        assert sheet.official_note == "II.6. Chưa rõ kết quả."
        assert not waiting_sheets(ours.superior, ours.commune).exists()
        indicators.fold(today=date(2026, 11, 30))
        row = Counted.objects.unscoped("a test").get(cell=ours.cell, month=date(2026, 11, 1))
        counted = (row.self_scored, row.official_scored, row.good, row.official_sum, row.gap_same)
        assert counted == (1, 1, 1, 100, 1)
        assert indicators.verify(today=date(2026, 11, 30)) == []
        year = years_of(ours.superior, [ours.cell], 2026)[0]
        assert (year.counts, year.ungraded) == ((1, 0, 0, 0), 0)

    def test_pages_and_papers_tell_both(self, ours: CellMonth, sent: Meeting) -> None:
        text, rows = docx_of(ours, "thematic_sheet", sent)
        assert "phần chuyên đề, sinh hoạt chi bộ thường kỳ kết hợp chuyên đề" in text
        assert [row[0] for row in rows[1:3]] == ["II.1", "II.2"]
        assert rows[-1][2:4] == ["100", "100"]
        text, rows = docx_of(ours, "score_sheet", sent)
        assert len(rows) == 9
        text, _rows = docx_of(ours, "resolution", sent)
        assert "phần chuyên đề 100 điểm, xếp loại Tốt" in text
        kinds = [
            w.kind
            for w in papers_of_cell(ours.secretary, ours.cell, NOVEMBER, at(date(2026, 11, 30)))
        ]
        assert kinds.count("score_sheet") == kinds.count("thematic_sheet") == 1
        client = browser("superior", ours.commune)
        for name, told in (
            ("meeting_record", "Phần chuyên đề, tự chấm"),
            ("decide_report", "Chấm hai biểu"),
        ):
            key = sent.pk if name == "meeting_record" else ours.begin_report().pk
            assert told in client.get(reverse(name, args=[key])).content.decode(), name


def test_both_sheets_keep_the_rubric_each_was_judged_under(ours: CellMonth) -> None:
    meeting = sit(ours)
    sheet = ours.score(meeting, cII_4=GivenPoints(Decimal("39.5")))
    assert sheet.second.self_total == Decimal("99.5")
    assert {line.criterion: line.position for line in lines_of(sheet)}["II.1"] == 8
    assert sheet.rubric.endswith("template-d1")
    assert sheet.second.rubric.endswith("template-d2")
