"""A report line by line, its checks, its history and its sealed versions."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.documents.queries import find_number
from chibo.areas.periodic import queries
from chibo.areas.periodic.models import PeriodicReport, PeriodicState, Seal
from chibo.areas.periodic.papers import periodic_paper
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.permissions import DECIDE, WRITE, decides_for
from chibo.areas.periodic.queries import SeenLine
from chibo.areas.periodic.queries.showing import SeenCheck
from chibo.areas.periodic.rules import Part, from_data, value_of
from chibo.areas.periodic.words import line_name, shown, shown_line
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.vietnamese import show_points
from chibo.web.overview.saying import change_words
from chibo.web.papers.handing import hand_out
from chibo.web.periodic.forms import ReasonForm
from chibo.web.periodic.lists import WORDS
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


@require_GET
def report(request: ActorRequest, report_id: int) -> HttpResponse:
    """The report."""
    return report_page(request, queries.get_report(request.actor, report_id))


def report_page(
    request: ActorRequest,
    found: PeriodicReport,
    back: ReasonForm | None = None,
    restating: ReasonForm | None = None,
) -> HttpResponse:
    """The page, with the form that was refused where one was."""
    said = {"version": found.version}
    actor = request.actor
    seen = queries.see(actor, found, clock.today())
    may_decide = actor.may(DECIDE, found.unit.path) and decides_for(actor, found.unit)
    may_write = actor.may(WRITE, found.unit.path)
    word, kind = WORDS[PeriodicState(found.state)]
    context = {
        "report": found,
        "unit": found.unit,
        "seen": seen,
        "word": word,
        "kind": kind,
        "sections": [(s.title, [_line(request, found, e) for e in s.lines]) for s in seen.sections],
        "checks": [check_words(found, each) for each in seen.checks],
        "steps": [(step_word(each.step), each) for each in found.steps.all()],
        "number": find_number(actor, found.ref),
        "may_write": may_write and not found.is_sent,
        "may_restate": may_write and bool(seen.moved),
        "may_accept": may_decide and found.state == PeriodicState.SUBMITTED,
        "may_reopen": may_decide and found.is_locked,
        "back": back or ReasonForm(initial=said),
        "restating": restating or ReasonForm(initial=said, auto_id="restate_%s"),
        "trail": trail_to(actor, found.unit),
    }
    status = 422 if back or restating else 200
    return render(request, "periodic/report.html", context, status=status)


def _line(request: ActorRequest, found: PeriodicReport, each: SeenLine) -> dict[str, Any]:
    """A line in words."""
    line, figure = each.line, each.figure
    unit = "" if line.unit == "%" else _(line.unit)
    value = shown_line(figure)
    told = f"{value}%" if line.unit == "%" and figure.value.number is not None else value
    return {
        "seen": each,
        "code": line.code,
        "name": line_name(line),
        "value": told,
        "unit": unit if figure.value.number is not None else "",
        "href": _address(found, line.indicator),
        "share": _share(each),
        "source": _source(each),
        "explanation": _(line.explanation),
        "own": shown(figure.own) if figure.own else "",
        "shares": [(share.unit, shown(share.value)) for share in figure.shares],
        "parts": [_part(found, part) for part in figure.parts],
        "gaps": ", ".join(gap.label for gap in figure.gaps),
        "rest": shown(figure.rest) if figure.rest else "",
        "last": shown(each.last) if each.last and line.is_number and not each.reported else "",
        "before": (each.before.text or shown_line(each.before)) if each.before else "",
        "moved": (shown(each.moved.before), shown(each.moved.after)) if each.moved else None,
        "restated": [(shown(r.before), shown(r.after), r.seal) for r in each.restated],
        "reported": _reported(each),
        "says": not line.indicator or each.has_notes,
        "typed": request.POST.get(f"line-{line.code}", ""),
    }


def _reported(each: SeenLine) -> dict[str, str] | None:
    """What the report before said of the line, its page, and how far it moved since."""
    earlier = each.reported
    if earlier is None:
        return None
    told = shown(earlier.value)
    is_share = each.line.unit == "%" and earlier.value.number is not None
    return {
        "label": earlier.period.label,
        "href": reverse("periodic_report", args=[earlier.report_id]),
        "words": f"{told}%" if is_share else told,
        "change": change_words(earlier.change) if earlier.change else "",
    }


def _source(each: SeenLine) -> str:
    if each.line.definition:
        return _(each.line.definition.source)
    return _("Đơn vị gõ") if each.figure.is_asked else _("Báo cáo đã khóa của các kỳ ngắn hơn")


def _part(found: PeriodicReport, part: Part) -> tuple[str, str, str]:
    """Where a carried part comes from: in words, its address, what it says."""
    label = Period.parse(part.period).label
    named = label if part.unit == found.unit.name else f"{label} ({part.unit})"
    return named, reverse("periodic_report", args=[part.report_id]), shown(part.value)


def _share(each: SeenLine) -> str:
    figure = each.figure
    if figure.numerator is None or not figure.denominator:
        return ""
    return f"{show_points(figure.numerator)} / {show_points(figure.denominator)}"


def _address(found: PeriodicReport, indicator: str) -> str:
    """The page of a figure of the period: how it is counted, and the records behind it."""
    if not indicator:
        return ""
    return f"{reverse('figure', args=[found.unit_id, indicator])}?ky={found.period}"


def check_words(found: PeriodicReport, each: SeenCheck) -> dict[str, Any]:
    """A check with both sides in words."""
    outcome, rule = each.outcome, each.outcome.rule
    names = {code: line_name(line) for code, line in found.shape.by_code.items()}
    if rule.below:
        left, right = _("Của đơn vị"), _("Bên dưới đã báo cáo, cộng phần còn lại")
    else:
        left, right = (" + ".join(names[c] for c in side) for side in (rule.left, rule.right))
    word = {True: _("khớp"), False: _("lệch"), None: _("chưa kiểm được")}[outcome.holds]
    return {
        "says": _(rule.says),
        "left_name": left,
        "right_name": right,
        "left": show_points(outcome.left) or "–",
        "right": show_points(outcome.right) or "–",
        "difference": show_points(outcome.difference) or "–",
        "word": word,
        "kind": {True: "done", False: "due", None: "plain"}[outcome.holds],
        "holds": outcome.holds,
        "explanation": each.explanation,
        "differing": [
            (row.unit, show_points(row.said), show_points(row.now)) for row in outcome.differing
        ],
    }


def step_word(step: str) -> str:
    """A step of the history in words."""
    if step == "restated":
        return _("Điều chỉnh")
    return str(WORDS[PeriodicState(step)][0]).capitalize()


@require_GET
def version(request: ActorRequest, report_id: int, number: int) -> HttpResponse:
    """A sealed version as it was sealed, with its SHA-256."""
    found = queries.get_report(request.actor, report_id)
    seal = found.seals.filter(number=number).first()
    if seal is None:
        raise NotThere(_("Báo cáo này không có bản khóa số %d.") % number)
    context = {
        "report": found,
        "unit": found.unit,
        "seal": seal,
        "rows": _sealed_rows(found, seal),
        "changes": _sealed_changes(found, seal),
        "trail": trail_to(request.actor, found.unit),
    }
    return render(request, "periodic/version.html", context)


def _sealed_rows(found: PeriodicReport, seal: Seal) -> Sequence[tuple[str, str, str]]:
    lines = found.shape.by_code
    return [
        (
            line_name(lines[code]) if code in lines else code,
            each.text or ("" if code in lines and lines[code].is_text else shown_line(each)),
            _(lines[code].unit) if code in lines and lines[code].unit else "",
        )
        for code, each in from_data(seal.record["lines"]).items()
    ]


def _sealed_changes(found: PeriodicReport, seal: Seal) -> Sequence[tuple[str, str, str]]:
    lines = found.shape.by_code
    rows = [(row["line"], row["before"], row["after"]) for row in seal.record["changes"]]
    return [
        (
            line_name(lines[code]) if code in lines else code,
            shown(value_of(before)),
            shown(value_of(after)),
        )
        for code, before, after in rows
    ]


@require_GET
def paper(request: ActorRequest, report_id: int) -> HttpResponse:
    """The report as a paper."""
    made = periodic_paper(actor=request.actor, report_id=report_id, now=clock.now())
    return hand_out(request, made)
