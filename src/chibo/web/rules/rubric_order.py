"""The order and the headings of a drafted rubric: one place up or down, another name."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.rulebook import actions
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.regulations import Rubric
from chibo.regulations.rubric_editing import (
    with_criterion_name,
    with_moved_criterion,
    with_moved_line,
)
from chibo.web.components import notices
from chibo.web.forms import read_version
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.rules.rubric_views import draft_of, rubric_in

STEPS = {"len": -1, "xuong": 1}
LONGEST = 300


@require_POST
@once
def rubric_order(request: ActorRequest, number: int, code: str) -> HttpResponse:
    """Move a line (`muc`) or a criterion (`tieu-chi`), or rename a criterion (`ten`)."""
    pack = draft_of(request, number)
    changed = _changed(request, rubric_in(pack, code))
    actions.keep_rubric(
        actor=request.actor,
        number=pack.pk,
        rubric=changed,
        version=read_version(request),
        now=clock.now(),
    )
    notices.saved(request, _("Đã lưu dự thảo. Chưa có gì thay đổi."))
    return redirect("rubric_edit", pack.pk, code)


def _changed(request: ActorRequest, rubric: Rubric) -> Rubric:
    told = request.POST
    by, criterion = STEPS.get(told.get("di", ""), 0), told.get("tieu-chi", "")
    name = " ".join(told.get("ten", "").split())[:LONGEST]
    try:
        if told.get("muc"):
            return with_moved_line(rubric, told["muc"], by)
        if name:
            return with_criterion_name(rubric, int(criterion), name)
        return with_moved_criterion(rubric, int(criterion), by)
    except (KeyError, ValueError, StopIteration):
        raise NotThere(_("Khung chấm không còn mục này.")) from None
