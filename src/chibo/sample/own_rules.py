"""Committees' own rubrics: one adopted for the months to come, one still a draft."""

from datetime import timedelta

from chibo.areas.rulebook.actions import PackDraft, adopt, draft
from chibo.regulations import meeting_rules
from chibo.regulations.templates import rubric_templates
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff


def write_rules(province: Province, staff: Staff) -> None:
    """The demo's commune takes the sheet of four headings from next month on; the province drafts
    the detailed one. Nothing held so far is judged by either."""
    begins = province.running.next().first
    if meeting_rules(begins) is None:
        return
    issued = province.running.first + timedelta(days=1)
    own = PackDraft(
        "12-QĐ/ĐU",
        "Quy định chấm điểm chất lượng sinh hoạt chi bộ",
        "Điều 3",
        issued,
        begins,
        rubric_templates()["c"].text,
    )
    commune = province.demo_cell.parent_code
    superior = staff.actor("superior", commune)
    common = {"now": at(issued, 9)}
    pack = draft(actor=superior, unit_id=staff.units[commune].pk, written=own, **common)
    adopt(actor=superior, number=pack.pk, version=pack.version, **common)
    wide = PackDraft(
        "08-QĐ/TU",
        "Quy định khung chấm điểm sinh hoạt chi bộ",
        "",
        issued,
        begins,
        rubric_templates()["b"].text,
    )
    root = province.tree.bodies[0].code
    draft(actor=staff.actor("clerk", root), unit_id=staff.units[root].pk, written=wide, **common)
