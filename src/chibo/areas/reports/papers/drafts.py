"""Dự thảo báo cáo, dự thảo nghị quyết as papers; without number, vote or signature of anybody."""

from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.drafts.models import Draft, DraftKind
from chibo.areas.drafts.queries import find_draft, parts_of
from chibo.areas.drafts.sections import NUMERALS
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import heading, secretary_signs, superior_organ
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese


def draft_paper(*, actor: Actor, meeting_id: int, kind: str, now: datetime) -> MadePaper:
    """The draft as it stands; parts without a sentence are left out."""
    draft = find_draft(actor, get_meeting(actor, meeting_id), kind)
    if draft is None:
        raise NotThere(_("Chưa lập dự thảo này."))
    with in_vietnamese():
        filled = filled_draft(actor, draft, now.date())
    return made(actor, filled, draft.meeting.unit_id, f"draft:{draft.pk}", now)


def filled_draft(actor: Actor, draft: Draft, today: date) -> paper.DraftPaper:
    """What the draft says."""
    meeting = draft.meeting
    above = ancestors(meeting.unit)
    told = [part for part in parts_of(actor, draft) if part.printed]
    return paper.DraftPaper(
        heading=heading(meeting.unit, above, today, mark=_("Dự thảo")),
        type_name=_("NGHỊ QUYẾT") if draft.kind == DraftKind.RESOLUTION else _("BÁO CÁO"),
        subject=_subject(draft),
        parts=tuple(
            paper.DraftPart(
                number=NUMERALS[place],
                title=part.title.upper(),
                lines=tuple(row.text for row in part.printed),
            )
            for place, part in enumerate(told)
        ),
        recipients=(f"{superior_organ(above)} " + _("(báo cáo),"), _("Lưu Chi bộ.")),
        signature=secretary_signs(signers(meeting.unit, meeting.planned_on or today)),
    )


def _subject(draft: Draft) -> str:
    month = draft.meeting.round
    before = month.previous()
    words = {
        "month": f"{month.month} năm {month.year}",
        "before": f"{before.month} năm {before.year}",
    }
    if draft.kind == DraftKind.RESOLUTION:
        return _("sinh hoạt chi bộ tháng %(month)s") % words
    return _("kết quả tháng %(before)s, nhiệm vụ tháng %(month)s") % words
