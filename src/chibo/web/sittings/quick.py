"""The printed list, and typing it back: one key a person, in the printed order."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.queries import get_meeting, roll_of
from chibo.areas.sittings import actions
from chibo.areas.sittings.printed import PrintedOrder, printed_order
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.month.frame import is_id
from chibo.web.month.sitting_page import counts_shown
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.sittings.frame import around, back_to, run_meeting

KEYS = {"c": "present", "v": "excused", "k": "unexcused", "m": "exempt"}
LETTERS = {state: key for key, state in KEYS.items()}


@once
def entry(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One field a person; empty ones are left unsaid. All are kept or none."""
    meeting = run_meeting(request, meeting_id)
    problem = ""
    if request.method == "POST":
        try:
            return _enter(request, meeting)
        except Refused as refusal:
            problem = refusal.message
    roll = roll_of(meeting)
    asked = request.GET.get("to", "")
    paper = printed_order(meeting, roll, int(asked) if is_id(asked) else None)
    context = {
        **around(request, meeting),
        **counts_shown(roll),
        "rows": _rows(request, paper),
        "paper": paper,
        "keys": _keys(),
        "problem": problem,
    }
    return render(request, "sittings/quick.html", context, status=422 if problem else 200)


def _enter(request: ActorRequest, meeting: Meeting) -> HttpResponse:
    marks: dict[int, str] = {}
    seen: dict[int, str] = {}
    for row in roll_of(meeting):
        key = request.POST.get(f"k-{row.member.pk}", "").strip().lower()
        seen[row.member.pk] = request.POST.get(f"was-{row.member.pk}", "")
        if key in KEYS:
            marks[row.member.pk] = KEYS[key]
    count = actions.enter_list(
        actor=request.actor, meeting_id=meeting.pk, marks=marks, seen=seen, now=clock.now()
    )
    notices.saved(request, _("Đã ghi điểm danh: %d người.") % count)
    return back_to("step_sitting", meeting.pk, "diem-danh")


def _rows(request: ActorRequest, paper: PrintedOrder) -> list[dict[str, Any]]:
    """The paper's lines; one whose person has left has no field."""
    rows = []
    for line in paper.rows:
        state = str(line.row.state or "") if line.row else ""
        name = f"k-{line.row.member.pk}" if line.row else ""
        typed = request.POST.get(name, LETTERS.get(state, ""))
        rows.append({"line": line, "row": line.row, "state": state, "key": typed[:1]})
    return rows


def _keys() -> list[tuple[str, str]]:
    words = (_("có mặt"), _("vắng có lý do"), _("vắng không lý do"), _("miễn"))
    return list(zip(KEYS, words, strict=True))


@require_GET
def printed(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The list to print: numbered, with boxes to tick, a place to sign, and the code its order is
    kept under."""
    meeting = get_meeting(request.actor, meeting_id)
    rows = [{"number": n, "row": row} for n, row in enumerate(roll_of(meeting), start=1)]
    context = {
        **around(request, meeting),
        "rows": rows,
        "code": actions.print_list(actor=request.actor, meeting_id=meeting_id, now=clock.now()),
        "keys": _keys(),
    }
    return render(request, "sittings/printed.html", context)
