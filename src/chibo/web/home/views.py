"""Where somebody starts, and changing the role they work in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from chibo.web.grants import home_of, role_key
from chibo.web.request import ActorRequest


def home(request: ActorRequest) -> HttpResponse:
    """The home of the role somebody works in; without any role, their own record."""
    if request.grant is None and request.actor.member_id is None:
        return render(request, "home/no_role.html")
    return redirect(home_of(request.grant))


@require_POST
def switch_role(request: ActorRequest) -> HttpResponse:
    """Work in another of one's roles from now on, starting at its home."""
    key = request.POST.get("role", "")
    if any(role_key(grant) == key for grant in request.actor.grants):
        request.session["role"] = key
    return redirect("home")
