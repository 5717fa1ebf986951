"""The notices of meetings held, numbered and found by their words, as the register keeps them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.made.copying import columns_of, copy_rows
from bench.made.meetings import MadeMeeting, evening
from chibo.areas.documents.models import PaperCounter, PaperNumber, PaperText
from chibo.core import bulk
from chibo.core.vietnamese import fold

KIND, OFFICE = "TB", "CB"
TOPICS = (
    "đánh giá kết quả lãnh đạo thực hiện nhiệm vụ tháng trước, phương hướng tháng tới",
    "bàn việc sửa đường liên thôn, vận động Nhân dân hiến đất làm nhà văn hóa",
    "xét đề nghị kết nạp quần chúng ưu tú, chuyển đảng chính thức cho đảng viên dự bị",
    "rà soát hộ nghèo, hộ cận nghèo; phân công đảng viên phụ trách hộ",
    "phòng cháy, chữa cháy rừng mùa khô; vệ sinh môi trường; chuyển đổi số ở cơ sở",
)


@dataclass(slots=True)
class _Paper:
    pk: int
    meeting: MadeMeeting
    number: int
    issued_on: date
    title: str


def write_papers(meetings: Sequence[MadeMeeting], seed: int) -> int:
    """One notice a meeting held, numbered by the day in each cell; how many there are."""
    rng = Random(f"{seed}:papers")
    held = sorted(
        (made for made in meetings if made.held_on), key=lambda made: (made.planned_on, made.pk)
    )
    last: dict[int, int] = defaultdict(int)
    papers = []
    for pk, made in zip(bulk.reserve_ids(PaperNumber, len(held)), held, strict=True):
        last[made.cell.unit.pk] += 1
        day = made.planned_on - timedelta(days=3)
        title = f"Thông báo sinh hoạt chi bộ tháng {made.month.label}"
        papers.append(_Paper(pk, made, last[made.cell.unit.pk], day, title))
    copy_rows(PaperNumber, _numbers(papers))
    copy_rows(PaperText, _texts(papers, rng))
    copy_rows(PaperCounter, _counters(papers))
    return len(papers)


def _numbers(papers: Sequence[_Paper]) -> Iterator[dict[str, Any]]:
    silent = columns_of(PaperNumber)
    for paper in papers:
        yield {
            **silent,
            "id": paper.pk,
            "unit_id": paper.meeting.cell.unit.pk,
            "paper_kind": KIND,
            "org_code": OFFICE,
            "number": paper.number,
            "ref": f"notice:{paper.meeting.pk}",
            "issued_on": paper.issued_on,
            "title": paper.title,
            "taken_at": evening(paper.issued_on),
        }


def _texts(papers: Sequence[_Paper], rng: Random) -> Iterator[dict[str, Any]]:
    for paper in papers:
        chair = paper.meeting.cell.people[0].name
        said = f"{paper.title} {rng.choice(TOPICS)} {rng.choice(TOPICS)} chủ trì {chair}"
        yield {"paper_id": paper.pk, "key": fold(said), "is_whole": True}


def _counters(papers: Sequence[_Paper]) -> Iterator[dict[str, Any]]:
    last = {paper.meeting.cell.unit.pk: paper for paper in papers}
    for unit_id, paper in last.items():
        yield {
            **columns_of(PaperCounter, "id"),
            "unit_id": unit_id,
            "paper_kind": KIND,
            "last_number": paper.number,
            "last_issued_on": paper.issued_on,
        }
