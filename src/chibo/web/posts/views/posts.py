"""The posts of a unit: who holds which, coming to one, leaving it."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chibo.areas.members.queries import find_members
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit
from chibo.areas.posts import actions, permissions, queries
from chibo.areas.posts.models import Post
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Refused
from chibo.web.components import notices
from chibo.web.components.downloads import MOST, as_workbook, asks_for_workbook, workbook_address
from chibo.web.days import looked_at
from chibo.web.forms import form_page, form_refused, read_version, refusals_on, show_conflict
from chibo.web.once import once
from chibo.web.posts.files import posts_table
from chibo.web.posts.forms import EndPostForm, PostCorrection, PostForm, post_values
from chibo.web.posts.steps import shown_steps
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_on, trail_to

PAGE = 24
SHORTEST = 2


def unit_posts(request: ActorRequest, unit_id: int) -> HttpResponse:
    """A unit's committee with its term and congress, and everybody who holds a post in it."""
    actor, looked = request.actor, looked_at(request)
    unit, on = get_unit(actor, unit_id), looked.day
    actor.require(permissions.VIEW, unit)
    committee = queries.committee_of(actor, unit, on)
    if not looked.is_today:
        committee = committee.as_it_sat()
    if asks_for_workbook(request):
        return _workbook(request, unit, on)
    past = Paginator(queries.past_posts(actor, unit, on), PAGE)
    trail = trail_on(actor, unit, looked)
    context = {
        "unit": unit,
        "named": trail[-1][0],
        "committee": committee,
        "steps": shown_steps(committee, on),
        "posts": queries.posts_in(actor, unit, on),
        "workbook": workbook_address(request),
        "past": past.get_page(request.GET.get("trang")),
        "terms": [term for term in queries.terms_of(unit) if term.starts_on <= on],
        "months": queries.usual_months(unit, on),
        "may_change": looked.is_today and actor.may(permissions.CHANGE, unit.path),
        "today": on,
        "trail": trail,
        "looked_at": looked,
    }
    return render(request, "posts/unit_posts.html", context)


def _workbook(request: ActorRequest, unit: Unit, on: date) -> HttpResponse:
    """Who holds a post on the day, and who held one before."""
    actor = request.actor
    tables = [
        posts_table(_("Đang giữ"), queries.posts_in(actor, unit, on)),
        posts_table(_("Đã thôi giữ"), queries.past_posts(actor, unit, on)[:MOST]),
    ]
    return as_workbook(request, unit, "unit_posts", "chuc vu", tables, names_people=True)


@once
def post_new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Somebody is elected or appointed."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(permissions.CHANGE, unit)
    form = PostForm(request.POST or None, actor=request.actor, unit=unit)
    if form.is_valid():
        given = form.given(form.cleaned_data["member"].pk)
        with refusals_on(form):
            actions.give_post(actor=request.actor, given=given, now=clock.now())
            notices.saved(request, _("Đã ghi chức vụ."), draft=f"post:new:{unit.pk}")
            return redirect("unit_posts", unit.pk)
    trail = trail_to(request.actor, unit)
    return form_page(request, "posts/post_new.html", form, unit=unit, trail=trail)


@once
def post_correct(request: ActorRequest, post_id: int) -> HttpResponse:
    """Correct a post, end it, or take it out."""
    seen, post = _seen(request, post_id)
    form = PostCorrection(
        request.POST or None, unit=post.unit, initial=post_values(post, post.unit)
    )
    conflicts = []
    if form.is_valid():
        try:
            actions.correct_post(
                actor=request.actor,
                post_id=seen.pk,
                given=form.given(post.member_id),
                version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except ChangedMeanwhile as refusal:
            saved = post_values(_seen(request, post_id)[1], post.unit)
            conflicts = show_conflict(form, saved, refusal)
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Đã lưu."), draft=f"post:{post.pk}")
            return redirect("unit_posts", seen.unit_id)
    return form_page(
        request,
        "posts/post.html",
        form,
        post=post,
        seen=seen,
        conflicts=conflicts,
        trail=trail_to(request.actor, seen.unit),
    )


@once
def post_end(request: ActorRequest, post_id: int) -> HttpResponse:
    """Say on which day a post was held last."""
    seen, post = _seen(request, post_id)
    initial = {"version": post.version, "last_day": clock.today()}
    form = EndPostForm(request.POST or None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            actions.end_post(actor=request.actor, post_id=seen.pk, now=clock.now(), **typed)
            notices.saved(request, _("Đã ghi ngày thôi giữ chức vụ."), draft=f"post:end:{post.pk}")
            return redirect("unit_posts", seen.unit_id)
    trail = trail_to(request.actor, seen.unit)
    return form_page(request, "posts/post_end.html", form, post=seen, trail=trail)


@require_POST
@once
def post_withdraw(request: ActorRequest, post_id: int) -> HttpResponse:
    """Take out a post recorded by mistake."""
    seen, _post = _seen(request, post_id)
    wanted = read_version(request)
    actions.withdraw_post(actor=request.actor, post_id=seen.pk, version=wanted, now=clock.now())
    notices.saved(request, _("Đã xoá chức vụ ghi nhầm; nhật ký vẫn giữ nội dung cũ."))
    return redirect("unit_posts", seen.unit_id)


def _seen(request: ActorRequest, post_id: int) -> tuple[Post, Post]:
    """The post as the page shows it, and the recorded one where that followed its unit."""
    seen = queries.get_post(request.actor, post_id)
    request.actor.require(permissions.CHANGE, seen)
    return seen, queries.recorded(seen)


def suggest_members(request: ActorRequest) -> HttpResponse:
    """Members for a field being typed in: options of its datalist."""
    text = str(next(iter(request.GET.values()), "")).strip()[:100]
    found = find_members(request.actor, text, limit=12) if len(text) >= SHORTEST else []
    return render(request, "posts/member_options.html", {"members": found})
