"""What a cell decides about single members, and what its chi ủy concluded, as papers."""

from datetime import date

from chibo.areas.access.queries import signers
from chibo.areas.committee_meetings.models import CommitteeMeeting
from chibo.areas.committee_meetings.queries import points_of, roll_of
from chibo.areas.documents import papers as paper
from chibo.areas.meetings.models import AttendanceState
from chibo.areas.members.models import Mentoring, StateChange
from chibo.areas.members.rules import probation_complete_on
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.calling import committee_signs, committee_subject
from chibo.areas.reports.papers.record import (
    numbered_heading,
    secretary_signs,
    superior_organ,
)
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations import current, member_rules_in_force


def conclusion(actor: Actor, sitting: CommitteeMeeting, ref: str) -> paper.ConclusionPaper:
    """Kết luận of a meeting of the chi ủy: its points that have one, and the common one."""
    roll = roll_of(sitting)
    above = ancestors(sitting.unit)
    return paper.ConclusionPaper(
        heading=numbered_heading(actor, sitting.unit, above, "KL", ref, sitting.on),
        subject=committee_subject(sitting),
        held_on=sitting.on,
        expected=len(roll),
        present=sum(1 for seat in roll if seat.state == AttendanceState.PRESENT),
        chair=sitting.chair_name,
        points=tuple(
            paper.Concluded(title=p.title, conclusion=p.conclusion, to_cell=p.to_cell)
            for p in points_of(sitting)
            if p.conclusion.strip()
        ),
        conclusion=sitting.conclusion,
        recipients=(_("Chi ủy, đảng viên chi bộ,"), _("Lưu Chi bộ.")),
        signature=committee_signs(sitting),
    )


def mentor_decision(actor: Actor, row: Mentoring, ref: str) -> paper.MentorDecisionPaper:
    """Quyết định phân công đảng viên giúp đỡ đảng viên dự bị."""
    joined = row.candidate.joined_on
    return paper.MentorDecisionPaper(
        heading=numbered_heading(actor, row.cell, ancestors(row.cell), "QĐ", ref, row.starts_on),
        subject=_("phân công đảng viên giúp đỡ đảng viên dự bị"),
        charter_rules=charter_rules(row.starts_on),
        candidate=row.candidate.full_name,
        admitted_on=joined,
        mentor=row.mentor.full_name,
        starts_on=row.starts_on,
        until=probation_complete_on(joined, member_rules_in_force(row.starts_on)),
        instead_of=row.instead_of.mentor.full_name if row.instead_of else "",
        recipients=(_("Như Điều 3,"), _("Lưu Chi bộ.")),
        signature=secretary_signs(signers(row.cell, row.starts_on)),
    )


def exemption(actor: Actor, change: StateChange, ref: str) -> paper.ExemptionPaper:
    """Nghị quyết on a member too old or weak; any other reason is decided above the cell."""
    cell, member = change.cell, change.member
    above, on = ancestors(cell), exempted_on(change)
    rules = member_rules_in_force(change.decided_on or change.on)
    known = {each.code: each.name for each in rules.exemption_reasons}
    return paper.ExemptionPaper(
        heading=numbered_heading(actor, cell, above, "NQ", ref, on),
        subject=_("miễn công tác và sinh hoạt đảng"),
        charter_rules=charter_rules(on),
        full_name=member.full_name,
        born_on=member.born_on,
        joined_on=member.joined_on,
        reason=known.get(change.reason, change.reason).lower(),
        starts_on=change.on,
        recipients=(_report_to(above), _("Đồng chí có tên trên,"), _("Lưu Chi bộ.")),
        signature=secretary_signs(signers(cell, on)),
    )


def exempted_on(change: StateChange) -> date:
    """The day the cell decided, else the one the exemption holds from."""
    return change.decided_on or change.considered_on or change.on


def charter_rules(on: date) -> str:
    """The regulation on carrying out the Charter in force on the day, by its number."""
    pack = current().pack_for("organisation", on)
    return f"{pack.title} số {pack.number} ngày {show_date(pack.issued_on)}" if pack else ""


def _report_to(above: list[Unit]) -> str:
    return f"{superior_organ(above)} " + _("(báo cáo),")
