"""Beginning a summation, its frame, and the texts people type."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.directives.queries import get_directive
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.organisation.models import Unit
from chibo.areas.resolutions.models import Resolution
from chibo.areas.summations import permissions
from chibo.areas.summations.actions.holding import for_writing, trail
from chibo.areas.summations.books import counted, names_in, periods_of
from chibo.areas.summations.errors import BadFrame, BadText, NotNow
from chibo.areas.summations.frame import proposed_charts, proposed_indicators, sections
from chibo.areas.summations.models import Cut, Structure, Summation
from chibo.areas.summations.spans import MOST
from chibo.areas.summations.wording import unknown
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, save_next

LONGEST = 8000


@dataclass(frozen=True)
class Frame:
    """What a summation is about and what it sets side by side."""

    title: str
    first_year: int
    last_year: int
    cut: str = Cut.YEARS
    structure: str = Structure.THEN
    directive_id: int | None = None
    resolution_id: int | None = None
    paper: str = ""
    indicators: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


@transaction.atomic
def begin(*, actor: Actor, unit_id: int, frame: Frame, now: datetime) -> Summation:
    """A new summation with the proposed figures and sentences. NotThere, NotAllowed, BadFrame."""
    unit = lock_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.WRITE, unit)
    known = {each.code for each in counted()}
    row = Summation(unit=unit, texts={each.code: each.proposed for each in sections()})
    _keep(actor, row, frame, now)
    row.indicators = row.indicators or [code for code in proposed_indicators() if code in known]
    row.charts = row.charts or [code for code in proposed_charts() if code in row.indicators]
    row.save()
    trail(actor, "summation.begun", row, now, {"title": row.title})
    return row


@transaction.atomic
def set_frame(
    *, actor: Actor, summation_id: int, frame: Frame, version: int, now: datetime
) -> Summation:
    """Change what it is about. Raises BadFrame, NotNow once it is issued, ChangedMeanwhile."""
    row = for_writing(actor, summation_id, version, permissions.WRITE)
    _require_open(row)
    before = _said(row)
    _keep(actor, row, frame, now)
    after = _said(row)
    if after != before:
        save_next(row, {})
        moved = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        trail(actor, "summation.framed", row, now, moved)
    return row


@transaction.atomic
def write(
    *, actor: Actor, summation_id: int, texts: Mapping[str, str], version: int, now: datetime
) -> Summation:
    """Keep what was typed. Raises BadText, MarkedSecret, NotNow, ChangedMeanwhile.

    Words that are untrue are kept, and told until they are changed; a name of no figure is refused.
    """
    row = for_writing(actor, summation_id, version, permissions.WRITE)
    _require_open(row)
    book = names_in(row, now.date())
    after = {
        each.code: _text(each.code, texts.get(each.code, row.texts.get(each.code, "")))
        for each in sections()
    }
    for code, text in after.items():
        if wrong := unknown(text, book):
            raise BadText(" ".join(wrong), code)
    if after != row.texts:
        changed = {code: [row.texts.get(code, ""), text] for code, text in after.items()
                   if text != row.texts.get(code, "")}  # fmt: skip
        save_next(row, {"texts": after})
        trail(actor, "summation.written", row, now, changed)
    return row


def _require_open(row: Summation) -> None:
    if row.is_issued:
        raise NotNow(_("Báo cáo tổng kết đã ban hành. Hãy mở lại, ghi rõ lý do, rồi sửa."))


def _text(code: str, text: str) -> str:
    kept = text.replace("\r\n", "\n").strip()
    if len(kept) > LONGEST:
        raise BadText(_("Dài quá %d chữ. Hãy viết gọn lại.") % LONGEST, code)
    refuse_if_secret(text=kept)
    return kept


def _keep(actor: Actor, row: Summation, frame: Frame, now: datetime) -> None:
    """The frame on the row, checked; nothing is saved."""
    _check(frame, now)
    row.title, row.paper = frame.title.strip(), frame.paper.strip()
    row.first_year, row.last_year = frame.first_year, frame.last_year
    row.cut, row.structure = frame.cut, frame.structure
    row.indicators = list(frame.indicators)
    row.charts = [code for code in frame.charts if code in frame.indicators]
    row.directive = row.resolution = None
    if frame.directive_id is not None:
        row.directive = get_directive(actor, frame.directive_id)
    elif frame.resolution_id is not None:
        rows = Resolution.objects.select_related("meeting__unit")
        row.resolution = get_row(rows, actor, pk=frame.resolution_id)
    elif not row.paper:
        raise BadFrame(
            _("Hãy chọn văn bản được tổng kết, hoặc ghi số, ngày, trích yếu của văn bản."), "paper"
        )
    if not periods_of(row, now.date()):
        raise BadFrame(
            _("Không có kỳ nào để đặt cạnh nhau: đơn vị chưa ghi nhiệm kỳ trong các năm này."),
            "cut",
        )


def _check(frame: Frame, now: datetime) -> None:
    if not frame.title.strip():
        raise BadFrame(_("Chưa ghi tên báo cáo tổng kết."), "title")
    refuse_if_secret(title=f"{frame.title} {frame.paper}")
    if frame.cut not in Cut or frame.structure not in Structure:
        raise BadFrame(_("Hãy chọn cách đặt cạnh nhau trong danh sách."), "cut")
    if not 1930 <= frame.first_year <= frame.last_year:
        raise BadFrame(_("Năm đầu phải trước hoặc cùng năm cuối."), "last_year")
    if frame.first_year > now.year:
        raise BadFrame(_("Thời gian tổng kết chưa tới nên chưa có gì để kể."), "first_year")
    if frame.last_year - frame.first_year >= MOST and frame.cut == Cut.YEARS:
        told = _("Nhiều hơn %d năm thì không đặt cạnh nhau trên một trang giấy được. Hãy chọn nhiệm"
                 " kỳ hoặc hai nửa thời gian.")  # fmt: skip
        raise BadFrame(told % MOST, "cut")
    if not {*frame.indicators} <= {each.code for each in counted()}:
        raise BadFrame(_("Có số liệu không còn trong danh sách. Hãy chọn lại."), "indicators")


def _said(row: Summation) -> dict[str, Any]:
    frame = Frame(
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        cut=row.cut,
        structure=row.structure,
        directive_id=row.directive.pk if row.directive else None,
        resolution_id=row.resolution.pk if row.resolution else None,
        paper=row.paper,
        indicators=tuple(row.indicators),
        charts=tuple(row.charts),
    )
    return {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(frame).items()}
