"""Who is due for which round; a member's badges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When

from chibo.areas.badges import permissions
from chibo.areas.badges.facts import WHY, facts_of
from chibo.areas.badges.models import AgeGap, Badge, BadgeWait
from chibo.areas.badges.rules import BadgeFacts, plus_months, plus_years, waits_until
from chibo.areas.members.models import Member, MemberQuerySet
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.scoped import at_or_below
from chibo.regulations import BadgeRules, badge_rules

PAGE = 50


@dataclass(frozen=True)
class DueBadge:
    """A member due for a badge, and the day the years are complete."""

    member: Member
    years: int
    reached_on: date


@dataclass(frozen=True)
class DuePage:
    """One page of a list, with the mark from which the next one starts."""

    rows: list[DueBadge]
    after: str


@dataclass(frozen=True)
class OwnBadges:
    """A member's age in the Party, badges, and the next milestone."""

    years: int
    badges: list[Badge]
    next_years: int | None
    next_on: date | None
    next_round: date | None
    waits_until: date | None


def due_in_round(
    actor: Actor, unit: Unit, round_on: date, *, after: str = "", size: int | None = PAGE
) -> DuePage:
    """Who completes the years for a badge between the round before and this one, by name.

    Left out: who has this badge recorded, and who still waits after a measure. None sized: all.
    """
    rules = badge_rules(round_on)
    if rules is None:
        return DuePage([], "")
    rows = due_members(actor, unit, round_on, rules.round_before(round_on), rules)
    return _page(rows, after, size)


def unrecorded(actor: Actor, unit: Unit, round_on: date, *, after: str = "") -> DuePage:
    """Who completed the years before the last round and has no badge recorded for them.

    Given long ago and never written down here, or forgotten: people have to look.
    """
    rules = badge_rules(round_on)
    if rules is None:
        return DuePage([], "")
    rows = due_members(actor, unit, rules.round_before(round_on), None, rules)
    return _page(rows, after, PAGE)


def due_members(
    actor: Actor,
    unit: Unit,
    until: date,
    since: date | None,
    rules: BadgeRules,
    gaps: Mapping[int, int] | None = None,
) -> MemberQuerySet:
    """Members with `years` (the highest milestone reached by `until`) and `counted_from`.

    `since`: only those who reached it after that day. `gaps`: from `gaps_below`, if at hand.
    """
    known = gaps_below(unit) if gaps is None else gaps
    rows = Member.objects.visible_to(actor, permissions.VIEW, inside=unit.path).counted_on(until)
    rows = with_milestone(rows, until, rules, known, since)
    given = Badge.objects.unscoped(WHY).filter(member=OuterRef("pk"), years=OuterRef("years"))
    return rows.filter(~Exists(given), ~Exists(_waiting(until, rules)))


def gaps_below(unit: Unit) -> dict[int, int]:
    """Days not counted by member, for the few below a unit who have any."""
    days: dict[int, int] = {}
    rows = AgeGap.objects.unscoped(WHY).filter(at_or_below(unit.path, "member__unit_path"))
    for gap in rows.order_by("id"):
        days[gap.member_id] = days.get(gap.member_id, 0) + gap.length
    return days


def with_milestone(
    rows: MemberQuerySet,
    until: date,
    rules: BadgeRules,
    gaps: Mapping[int, int],
    since: date | None = None,
) -> MemberQuerySet:
    """Those who reached a milestone by `until`, with `counted_from` and `years`.

    Almost everybody counts from the admission: ranges of days tell them. The few with time not
    counted are judged one by one by the pure rule.
    """
    ranges = {y: _joined(y, following, until, since) for y, following in _steps(rules)}
    late = _with_gaps(rows, until, rules, gaps, since)
    plain = reduce(or_, ranges.values()) & ~Q(pk__in=list(gaps))
    counted = [When(pk=pk, then=Value(facts.counted_from)) for pk, (_y, facts) in late.items()]
    reached = [When(pk=pk, then=Value(years)) for pk, (years, _facts) in late.items()]
    reached += [When(wanted, then=Value(years)) for years, wanted in ranges.items()]
    return rows.filter(plain | Q(pk__in=list(late))).annotate(
        years=Case(*reached, default=Value(0)),
        counted_from=Case(*counted, default=F("joined_on"), output_field=DateField()),
    )


def _steps(rules: BadgeRules) -> list[tuple[int, int | None]]:
    """Each milestone with the one after it."""
    years = [each.years for each in rules.milestones]
    return list(zip(years, [*years[1:], None], strict=True))


def _joined(years: int, following: int | None, until: date, since: date | None) -> Q:
    """Admitted so that this is the highest milestone by `until`, reached after `since`."""
    wanted = Q(joined_on__lte=_cut(years, until))
    if following is not None:
        wanted &= Q(joined_on__gt=_cut(following, until))
    return wanted & Q(joined_on__gt=_cut(years, since)) if since else wanted


def _with_gaps(
    rows: MemberQuerySet,
    until: date,
    rules: BadgeRules,
    gaps: Mapping[int, int],
    since: date | None,
) -> dict[int, tuple[int, BadgeFacts]]:
    """Of those with time not counted: the milestone reached, and their facts."""
    if not gaps:
        return {}
    found = {}
    for pk, joined_on in rows.filter(pk__in=list(gaps)).values_list("pk", "joined_on"):
        facts = BadgeFacts(joined_on, gaps[pk])
        years = [m.years for m in rules.milestones if facts.reached_on(m.years) <= until]
        if years and (since is None or facts.reached_on(years[-1]) > since):
            found[pk] = (years[-1], facts)
    return found


def _cut(years: int, until: date) -> date:
    """Who joined by this day completes the years by `until`."""
    cut = plus_years(until, -years)
    after = cut + timedelta(days=1)  # who joined on 29/2 completes a year on 28/2
    return after if plus_years(after, years) <= until else cut


def _waiting(until: date, rules: BadgeRules) -> "QuerySet[BadgeWait]":
    wanted = Q(pk__in=[])
    for wait in rules.waits:
        wanted |= Q(form=wait.code, decided_on__gt=plus_months(until, -wait.months))
    return BadgeWait.objects.unscoped(WHY).filter(wanted, member=OuterRef("pk"))


def _page(rows: MemberQuerySet, after: str, size: int | None) -> DuePage:
    key, _, last_id = after.rpartition("~")
    if key and last_id.isdigit():
        rows = rows.filter(Q(name_key__gt=key) | Q(name_key=key, id__gt=int(last_id)))
    ordered = rows.select_related("cell__parent").by_name()
    found = list(ordered if size is None else ordered[: size + 1])
    more = size is not None and len(found) > size
    shown = found[:size] if more else found
    mark = f"{shown[-1].name_key}~{shown[-1].pk}" if more else ""
    return DuePage([_due(member) for member in shown], mark)


def _due(member: Member) -> DueBadge:
    years, start = member.years, member.counted_from  # type: ignore[attr-defined]
    return DueBadge(member, years, plus_years(start, years))


def badges_of(actor: Actor, member: Member) -> list[Badge]:
    """The member's badges, newest first."""
    return list(Badge.objects.visible_to(actor).filter(member=member).order_by("-years"))


def facts_shown(actor: Actor, member: Member) -> tuple[list[AgeGap], list[BadgeWait]]:
    """Years not counted and measures, for those who keep badges and the member."""
    gaps = AgeGap.objects.visible_to(actor).filter(member=member).order_by("starts_on")
    waits = BadgeWait.objects.visible_to(actor).filter(member=member).order_by("decided_on")
    return list(gaps), list(waits)


def age_of(actor: Actor, member: Member, today: date) -> OwnBadges:
    """Age in the Party and what comes next, of a member the caller may see."""
    badges, facts, rules = badges_of(actor, member), facts_of(member), badge_rules(today)
    years = facts.years_on(today)
    coming = rules and next((m for m in rules.milestones if m.years > years), None)
    reached = facts.reached_on(coming.years) if coming else None
    until = waits_until(facts.measures, rules) if rules else None
    return OwnBadges(
        years=years,
        badges=badges,
        next_years=coming.years if coming else None,
        next_on=reached,
        next_round=rules.round_from(max(reached, until or reached)) if rules and reached else None,
        waits_until=until if until and until > today else None,
    )


def get_badge(actor: Actor, badge_id: int) -> Badge:
    """A badge with its member; NotThere otherwise."""
    return get_row(Badge.objects.select_related("member__cell"), actor, pk=badge_id)
