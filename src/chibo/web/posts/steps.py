"""The checklist of a congress as pages show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chibo.areas.posts.queries import Committee
from chibo.areas.posts.rules.terms import Step

FIELDS = {
    "notice": "noticed_on",
    "report": "reported_on",
    "approval": "approved_on",
    "handover": "handed_over_on",
}


@dataclass(frozen=True)
class ShownStep:
    """One step in words."""

    step: Step
    name: str
    field: str
    state: str
    kind: str
    may_note: bool


def shown_steps(committee: Committee, today: date) -> list[ShownStep]:
    """The steps of the congress being prepared or just held; empty where there is none."""
    names = {
        "notice": _("Thông báo triệu tập đại hội"),
        "report": _("Báo cáo kết quả đại hội"),
        "approval": _("Cấp trên chuẩn y"),
        "handover": _("Bàn giao giữa hai khóa"),
    }
    held = committee.congress is not None and committee.congress.held_on is not None
    return [
        ShownStep(
            step,
            names[step.code],
            FIELDS[step.code],
            *_state(step, today),
            held or step.code == "notice",
        )
        for step in committee.checklist
    ]


def _state(step: Step, today: date) -> tuple[str, str]:
    if step.done_on is not None:
        return (_("xong, muộn"), "late") if step.is_late(today) else (_("xong"), "done")
    return (_("quá hạn"), "late") if step.is_late(today) else (_("chưa làm"), "due")
