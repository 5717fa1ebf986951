"""Terms of committees, and the congresses that open them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from chibo.areas.organisation.actions import UnitCorrection, correct_unit
from chibo.areas.organisation.models import Unit
from chibo.areas.posts import permissions
from chibo.areas.posts.errors import BadTerm
from chibo.areas.posts.models import Congress, Term
from chibo.areas.posts.queries.terms import (
    last_congress_number,
    next_congress_number,
    running_term,
)
from chibo.areas.posts.rules.terms import months_after, window
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.bulk import check_constraints_now
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import OrganisationRules, organisation_rules

STEPS = ("noticed_on", "reported_on", "approved_on", "handed_over_on")


@dataclass(frozen=True)
class TermOpened:
    """What the form of a term holds."""

    number: int
    starts_on: date
    months: int
    seats: int | None = None
    standing_seats: int | None = None
    decision: str = ""
    ends_before: date | None = None
    """The day of the next congress, for a term of the past."""


@transaction.atomic
def open_term(*, actor: Actor, unit_id: int, term: TermOpened, now: datetime) -> Term:
    """Record a term of a unit's committee, running or past, under the pack of its first day.

    Raises NotThere, NotAllowed, BadTerm.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.CHANGE, unit)
    row = Term(unit=unit)
    _fill(row, term, now.date())
    _save(row)
    _trail(actor, "term.opened", f"term:{row.pk}", unit, now, audit.differences({}, _told(row)))
    return row


@transaction.atomic
def correct_term(
    *, actor: Actor, term_id: int, term: TermOpened, version: int, now: datetime
) -> Term:
    """Correct what is recorded of a term.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadTerm.
    """
    row = lock_row(Term.objects.select_related("unit"), actor, pk=term_id)
    actor.require(permissions.CHANGE, row)
    require_version(row.version, version)
    before = _told(row)
    _fill(row, term, now.date())
    changes = audit.differences(before, _told(row))
    if changes:
        row.version += 1
        _save(row)
        _trail(actor, "term.corrected", f"term:{row.pk}", row.unit, now, changes)
    return row


@transaction.atomic
def plan_congress(
    *,
    actor: Actor,
    unit_id: int,
    planned_on: date,
    exception: str,
    now: datetime,
    number: int | None = None,
) -> Congress:
    """Begin the checklist of a unit's next congress; its number goes on from the last one.

    `number` is the congress's own where no term is recorded it could go on from.

    `exception`: the number of the superior's decision where the day lies outside the months that
    the regulation leaves. Raises NotThere, NotAllowed, BadTerm.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(permissions.CHANGE, unit)
    running = running_term(unit, planned_on)
    _check_day(running, planned_on, exception)
    _check_number(unit, number)
    number = number or next_congress_number(unit)
    congress = Congress(unit=unit, number=number, planned_on=planned_on)
    congress.exception = exception.strip()
    if Congress.objects.unscoped("of one unit").filter(unit=unit, number=congress.number).exists():
        raise BadTerm(_("Đại hội này đã có trong danh sách. Hãy mở ra để sửa ngày."), "planned_on")
    congress.save()
    told = {"number": [None, congress.number], "planned_on": [None, str(planned_on)]}
    _trail(actor, "congress.planned", f"congress:{congress.pk}", unit, now, told)
    return congress


def _check_number(unit: Unit, number: int | None) -> None:
    last = last_congress_number(unit)
    if number is not None and last is not None and number != last + 1:
        raise BadTerm(
            _(
                "Nhiệm kỳ sau cùng đã ghi là của đại hội lần thứ %(last)d, nên đại hội sau là "
                "lần thứ %(next)d. Nếu số đã ghi sai thì sửa nhiệm kỳ đó trước."
            )
            % {"last": last, "next": last + 1},
            "number",
        )


@transaction.atomic
def move_congress(
    *,
    actor: Actor,
    congress_id: int,
    planned_on: date,
    exception: str,
    version: int,
    now: datetime,
) -> Congress:
    """Plan another day, as long as the congress is not held.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadTerm.
    """
    congress = _locked(actor, congress_id, version)
    if congress.held_on is not None:
        raise BadTerm(_("Đại hội đã họp nên không dời ngày được nữa."), "planned_on")
    _check_day(running_term(congress.unit, planned_on), planned_on, exception)
    before = {"planned_on": congress.planned_on, "exception": congress.exception}
    congress.planned_on, congress.exception = planned_on, exception.strip()
    after = {"planned_on": congress.planned_on, "exception": congress.exception}
    return _noted(actor, "congress.moved", congress, audit.differences(before, after), now)


@transaction.atomic
def note_congress_step(
    *, actor: Actor, congress_id: int, step: str, on: date | None, version: int, now: datetime
) -> Congress:
    """Write down the day a step was done; None takes it back. See STEPS.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadTerm.
    """
    congress = _locked(actor, congress_id, version)
    if step not in STEPS:
        raise BadTerm(_("Không có bước này trong danh mục việc của đại hội."))
    if on is not None and on > now.date():
        raise BadTerm(_("Ngày %s chưa tới. Hãy ghi ngày đã làm.") % show_date(on), step)
    if on is not None and step != "noticed_on" and (congress.held_on or date.max) > on:
        raise BadTerm(_("Việc này làm sau đại hội. Hãy ghi ngày đại hội trước."), step)
    changes = audit.differences({step: getattr(congress, step)}, {step: on})
    setattr(congress, step, on)
    return _noted(actor, "congress.step", congress, changes, now)


@transaction.atomic
def hold_congress(
    *, actor: Actor, congress_id: int, term: TermOpened, version: int, now: datetime
) -> Term:
    """The congress was held: the old term ends that day, the new one begins, papers number anew.

    Raises NotThere, NotAllowed, ChangedMeanwhile, BadTerm.
    """
    congress = _locked(actor, congress_id, version)
    if congress.held_on is not None:
        raise BadTerm(_("Đại hội này đã ghi là đã họp."))
    old = running_term(congress.unit, term.starts_on)
    if old is not None:
        old.ends_before, old.version = term.starts_on, old.version + 1
        if old.ends_before <= old.starts_on:
            raise BadTerm(_("Ngày đại hội phải sau ngày đại hội trước."), "starts_on")
        old.save()
    opened = open_term(actor=actor, unit_id=congress.unit_id, term=term, now=now)
    changes = audit.differences({"held_on": None}, {"held_on": term.starts_on})
    congress.held_on = term.starts_on
    _noted(actor, "congress.held", congress, changes, now)
    _number_anew(actor, congress.unit, term.starts_on, now)
    return opened


def _number_anew(actor: Actor, unit: Unit, day: date, now: datetime) -> None:
    """Papers are numbered from 01 again from the first day of the term."""
    kept = {name: getattr(unit, name) for name in UnitCorrection.__dataclass_fields__}
    correct_unit(
        actor=actor,
        unit_id=unit.pk,
        correction=UnitCorrection(**{**kept, "term_starts_on": day}),
        version=unit.version,
        now=now,
    )


def _locked(actor: Actor, congress_id: int, version: int) -> Congress:
    congress = lock_row(Congress.objects.select_related("unit"), actor, pk=congress_id)
    actor.require(permissions.CHANGE, congress)
    require_version(congress.version, version)
    return congress


def _rules_on(day: date) -> OrganisationRules:
    rules = organisation_rules(day)
    if rules is None:
        raise BadTerm(
            _("Chưa có quy định cho ngày %s trong hệ thống. Hãy xem lại ngày.") % show_date(day),
            "starts_on",
        )
    return rules


def _check_day(running: Term | None, planned_on: date, exception: str) -> None:
    if running is None:
        return
    around = window(running.due_on, _rules_on(planned_on).terms)
    if around.holds(planned_on) or exception.strip():
        return
    raise BadTerm(
        _(
            "Nhiệm kỳ hết ngày %(due)s nên đại hội từ %(first)s đến %(last)s (%(source)s). "
            "Sớm hoặc muộn hơn thì hãy ghi số quyết định của cấp trên."
        )
        % {
            "due": show_date(around.due_on),
            "first": show_date(around.earliest_on),
            "last": show_date(around.latest_on),
            "source": around.source.label,
        },
        "planned_on",
    )


def _fill(row: Term, term: TermOpened, today: date) -> None:
    if term.starts_on > today:
        raise BadTerm(_("Ngày đại hội chưa tới. Hãy ghi ngày đã họp."), "starts_on")
    if not row.unit.exists_on(term.starts_on):
        raise BadTerm(
            _("“%(unit)s” không tồn tại ngày %(day)s. Hãy xem lại ngày đại hội.")
            % {"unit": row.unit.name, "day": show_date(term.starts_on)},
            "starts_on",
        )
    if term.ends_before is not None and term.ends_before <= term.starts_on:
        raise BadTerm(_("Đại hội sau phải sau ngày mở nhiệm kỳ."), "ends_before")
    if not 1 <= term.months <= 66:
        raise BadTerm(_("Nhiệm kỳ dài từ 1 đến 66 tháng. Hãy xem lại."), "months")
    if (term.standing_seats or 0) > (term.seats or 999):
        raise BadTerm(_("Ban thường vụ không thể đông hơn cấp ủy."), "standing_seats")
    row.pack_id = _rules_on(term.starts_on).pack_id
    for name, value in asdict(term).items():
        setattr(row, name, value)
    row.due_on = months_after(term.starts_on, term.months)


def _save(row: Term) -> None:
    try:
        with transaction.atomic():
            row.save()
            check_constraints_now()
    except IntegrityError as error:
        if "one_term_of_a_number" in str(error):
            raise BadTerm(
                _("Đơn vị đã có nhiệm kỳ của đại hội lần thứ %d.") % row.number, "number"
            ) from error
        if "one_term_at_a_time" not in str(error):
            raise
        raise BadTerm(
            _("Thời gian này trùng một nhiệm kỳ khác của đơn vị. Hãy xem lại ngày hai đại hội."),
            "starts_on",
        ) from error


def _noted(
    actor: Actor, action: str, congress: Congress, changes: dict[str, Any], now: datetime
) -> Congress:
    if changes:
        congress.version += 1
        congress.save()
        _trail(actor, action, f"congress:{congress.pk}", congress.unit, now, changes)
    return congress


def _told(row: Term) -> dict[str, Any]:
    names = (*TermOpened.__dataclass_fields__, "pack_id", "due_on")
    return {name: getattr(row, name) for name in names}


def _trail(
    actor: Actor, action: str, target: str, unit: Unit, now: datetime, changes: dict[str, Any]
) -> None:
    audit.record(
        actor=actor, action=action, at=now, unit_id=unit.pk, target=target, changes=changes
    )
