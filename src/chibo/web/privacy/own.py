"""What is kept of oneself: why, how long, how much of it; a copy; asking for more."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.members.models import Member
from chibo.areas.members.queries import get_member
from chibo.areas.privacy import actions, queries
from chibo.areas.privacy.register import register
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.regulations import personal_data_rules_in_force
from chibo.web.components import notices
from chibo.web.components.downloads import CONTENT_TYPE
from chibo.web.components.saving import saved_as
from chibo.web.forms import refusals_on
from chibo.web.once import once
from chibo.web.privacy.forms import AskForm
from chibo.web.request import ActorRequest


@once
def own(request: ActorRequest) -> HttpResponse:
    """By purpose what is kept of me; my requests; a form for another one."""
    member = _self(request)
    form = AskForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            row = actions.ask(actor=request.actor, now=clock.now(), **form.cleaned_data)
            notices.saved(request, _("Đã gửi yêu cầu."), draft=f"data-request:{member.pk}")
            return redirect("data_request", row.pk)
    counts = {
        each.table.label: len(each.rows)
        for each in queries.kept_of(request.actor, member)
        if each.rows
    }
    context = {
        "form": form,
        "member": member,
        "purposes": [
            (
                purpose,
                [
                    (table, names, counts[table.label])
                    for table, names in register().tables_of(purpose.code)
                    if table.label in counts
                ],
            )
            for purpose in register().purposes.values()
        ],
        "requests": queries.own_requests(request.actor),
        "marks": queries.marks_on(request.actor, member),
        "rules": personal_data_rules_in_force(clock.today()),
        "today": clock.today(),
    }
    return render(request, "privacy/own.html", context, status=422 if form.is_bound else 200)


@require_GET
def copy(request: ActorRequest) -> HttpResponse:
    """Everything kept of me, as a workbook."""
    return handed_out(request, _self(request))


def handed_out(request: ActorRequest, member: Member) -> HttpResponse:
    """The copy to save; the trail keeps who took it."""
    content = actions.make_copy(actor=request.actor, member_id=member.pk, now=clock.now())
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"ban-sao-du-lieu-{clock.today().isoformat()}.xlsx"
    answer.headers["Content-Disposition"] = saved_as(name)
    return answer


@require_POST
@once
def take_back(request: ActorRequest, request_id: int) -> HttpResponse:
    """Take one's own request back."""
    actions.take_back(actor=request.actor, request_id=request_id, now=clock.now())
    notices.saved(request, _("Đã rút yêu cầu."))
    return redirect("own_data")


def _self(request: ActorRequest) -> Member:
    if request.actor.member_id is None:
        raise NotThere(_("Tài khoản này chưa gắn với đảng viên nào."))
    return get_member(request.actor, request.actor.member_id)
