"""Papers of the records that take a number only when somebody issues them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.committee_meetings.queries import get_sitting
from chibo.areas.documents import papers as paper
from chibo.areas.documents.actions import take_number
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.queries import find_number
from chibo.areas.documents.texts import keep_text, text_of
from chibo.areas.dues.permissions import VIEW as DUES_VIEW
from chibo.areas.dues.queries import get_sheet
from chibo.areas.members.models import ChangeKind, StateChange
from chibo.areas.members.queries import get_mentoring
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.remedies.permissions import VIEW as REMEDIES_VIEW
from chibo.areas.remedies.queries import unit_year
from chibo.areas.reports.errors import CannotIssue
from chibo.areas.reports.papers import deciding, dues_reports, remedies
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese
from chibo.core.periods import Month
from chibo.core.rows import get_row


@dataclass(frozen=True)
class Issuable:
    """A record and the paper made of it: whose it is, its number's type and its day."""

    unit: Unit
    paper_kind: str
    ref: str
    on: date
    title: str
    fill: Callable[[], paper.Paper]
    missing: str = ""
    """Why it cannot be issued yet; empty where it can."""
    about: tuple[int | None, ...] = ()
    """The members it is about."""


def issuable(actor: Actor, kind: str, key: str, today: date) -> Issuable:
    """The paper `kind` of the record `key`: its id, or the unit with its time.

    A body's dues: "unit-YYYY-MM"; a cell's remedies: "unit-YYYY".

    NotThere for a record the actor may not see, or for no such kind.
    """
    find = _KINDS.get(kind)
    if find is None:
        raise NotThere(_("Không có loại văn bản này. Hãy chọn trong danh sách."))
    return find(actor, key, today)


def issued_paper(*, actor: Actor, kind: str, key: str, now: datetime) -> MadePaper:
    """The paper as .docx, with its number or with a gap where none was taken yet."""
    with in_vietnamese():
        found = issuable(actor, kind, key, now.date())
        filled = found.fill()
    return made(actor, filled, found.unit.pk, found.ref, now, ref=found.ref, about=found.about)


@transaction.atomic
def issue(*, actor: Actor, kind: str, key: str, now: datetime) -> PaperNumber:
    """Take the paper's number and make its words findable; asked again it gives the same.

    Raises NotThere, NotAllowed, CannotIssue, NotIssued, LaterInsertion, MarkedSecret.
    """
    with in_vietnamese():
        found = issuable(actor, kind, key, now.date())
        if found.missing:
            raise CannotIssue(found.missing)
        number = take_number(
            actor=actor,
            unit=found.unit,
            paper_kind=found.paper_kind,
            ref=found.ref,
            issued_on=found.on,
            title=found.title,
            now=now,
            file_kind=FILE_KINDS.get(kind, kind),
        )
        keep_text(number, text_of(found.fill()), whole=True)
    return number


def number_of(actor: Actor, kind: str, key: str, today: date) -> PaperNumber | None:
    """The number the paper carries; None before it was issued."""
    return find_number(actor, issuable(actor, kind, key, today).ref)


def _conclusion(actor: Actor, key: str, today: date) -> Issuable:
    row = get_sitting(actor, _id(key))
    ref = f"conclusion:{row.pk}"
    said = row.conclusion.strip() or any(p.conclusion.strip() for p in row.points.all())
    missing = "" if said else _("Cuộc họp chưa ghi kết luận nào. Hãy ghi kết luận rồi ban hành.")
    if row.is_open:
        missing = _("Buổi họp chi ủy còn mở. Hãy đóng buổi họp rồi ban hành kết luận.")
    title = _("Kết luận họp chi ủy tháng %s") % row.round.label
    return Issuable(
        row.unit,
        "KL",
        ref,
        row.on,
        title,
        lambda: deciding.conclusion(actor, row, ref),
        missing,
    )


def _dues(actor: Actor, key: str, today: date) -> Issuable:
    row = get_sheet(actor, _id(key))
    ref = f"dues_report:{row.pk}"
    missing = _("Sổ đảng phí còn mở. Hãy khóa sổ tháng rồi ban hành báo cáo.")
    return Issuable(
        row.unit,
        "BC",
        ref,
        row.closed_on or today,
        _("Báo cáo đảng phí tháng %s") % row.round.label,
        lambda: dues_reports.dues_report(actor, row, ref, today),
        missing if row.is_open else "",
    )


def _body_dues(actor: Actor, key: str, today: date) -> Issuable:
    unit_id, _dash, month_key = key.partition("-")
    unit = get_unit(actor, _id(unit_id))
    actor.require(DUES_VIEW, unit)
    try:
        month = Month.parse(month_key)
    except ValueError as wrong:
        raise NotThere(_("Không có tháng này.")) from wrong
    ref = f"body_dues_report:{key}"
    return Issuable(
        unit,
        "BC",
        ref,
        min(today, month.next().last),
        _("Báo cáo đảng phí tháng %s") % month.label,
        lambda: dues_reports.body_dues_report(actor, unit, month, ref, today),
    )


def _exemption(actor: Actor, key: str, today: date) -> Issuable:
    rows = StateChange.objects.select_related("member", "cell")
    row = get_row(rows, actor, pk=_id(key))
    if row.kind != ChangeKind.EXEMPTED or row.reason != "old_weak":
        raise NotThere(
            _(
                "Chi bộ chỉ tự ra nghị quyết miễn sinh hoạt vì tuổi cao, sức yếu "
                "(Điều lệ Đảng, Điều 7)."
            )
        )
    ref = f"exemption:{row.pk}"
    return Issuable(
        row.cell,
        "NQ",
        ref,
        deciding.exempted_on(row),
        _("Nghị quyết miễn công tác và sinh hoạt đảng"),
        lambda: deciding.exemption(actor, row, ref),
        _("Quyết định này đã có số %s, ban hành ngoài phần mềm.") % row.decision_number
        if row.decision_number
        else "",
        about=(row.member_id,),
    )


def _mentoring(actor: Actor, key: str, today: date) -> Issuable:
    row = get_mentoring(actor, _id(key))
    return Issuable(
        row.cell,
        "QĐ",
        row.ref,
        row.starts_on,
        _("Phân công đảng viên giúp đỡ đảng viên dự bị"),
        lambda: deciding.mentor_decision(actor, row, row.ref),
        about=(row.candidate_id, row.mentor_id),
    )


def _remedy_plan(actor: Actor, key: str, today: date) -> Issuable:
    unit_id, _dash, year_key = key.partition("-")
    unit, year = get_unit(actor, _id(unit_id)), _id(year_key)
    actor.require(REMEDIES_VIEW, unit)
    if not unit.is_cell:
        raise NotThere(_("Kế hoạch khắc phục này do chi bộ lập. Hãy mở trang của một chi bộ."))
    ref = f"remedy_plan:{unit.pk}-{year}"
    return Issuable(
        unit,
        "KH",
        ref,
        today,
        _("Kế hoạch %s") % remedies.subject(year),
        lambda: remedies.remedy_plan(actor, unit, year, ref, today),
        remedies.missing(unit_year(actor, unit, year, today).lines),
    )


FILE_KINDS = {"body_dues_report": "dues_report"}
"""Kinds whose Word template bears another name."""
_KINDS: dict[str, Callable[[Actor, str, date], Issuable]] = {
    "conclusion": _conclusion,
    "dues_report": _dues,
    "body_dues_report": _body_dues,
    "exemption": _exemption,
    "mentor_decision": _mentoring,
    "remedy_plan": _remedy_plan,
}


def _id(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
