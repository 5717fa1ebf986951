"""Members behind a figure of a day, in the order of that day's tree, as far as a page needs."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from chibo.areas.indicators.queries.paging import Page, cut
from chibo.areas.indicators.queries.records import WHY, Asked, Record, behind_cursor
from chibo.areas.members.models import MemberQuerySet, MemberState, StateChange
from chibo.areas.members.past import states_on
from chibo.core.choices import spoken
from chibo.core.i18n import _


def _age_on(born: date, day: date) -> int:
    """Whole years, as the figure adds them up."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _probationary(rows: MemberQuerySet, day: date) -> MemberQuerySet:
    return rows.filter(Q(full_on__isnull=True) | Q(full_on__gt=day))


def _exempt(rows: MemberQuerySet, day: date) -> MemberQuerySet:
    """Exempt on the day: as the first change after it found them, else as they are."""
    later = StateChange.objects.unscoped(WHY).filter(member=OuterRef("pk"), on__gt=day)
    first = later.order_by("on", "id")
    told = rows.annotate(
        was=Subquery(first.values("from_state")[:1]),
        was_on=Subquery(first.values("from_state_on")[:1]),
    )
    exempt = MemberState.EXEMPT
    since = Q(state_on__isnull=True) | Q(state_on__lte=day)
    since_then = Q(was_on__isnull=True) | Q(was_on__lte=day)
    return told.filter((Q(was=None) & Q(state=exempt) & since) | (Q(was=exempt) & since_then))


_PEOPLE: Mapping[str, Callable[[MemberQuerySet, date], MemberQuerySet]] = {
    "members": lambda rows, day: rows,
    "age_sum": lambda rows, day: rows,
    "exempt": _exempt,
    "full": lambda rows, day: rows.filter(full_on__lte=day),
    "probationary": _probationary,
    "women": lambda rows, day: rows.filter(gender="female"),
}


def quick_members(asked: Asked) -> Page[Record] | None:
    """Members of the day, as far as the actor may see them; None for what is not known here."""
    narrowed = _PEOPLE.get(asked.only)
    if asked.structure == "now" or narrowed is None:
        return None
    rows = asked.people().home_under(asked.stood, asked.day)
    there = narrowed(rows, asked.day).filter(behind_cursor(asked, "unit_path"))
    ordered = there.order_by("unit_path", "id").select_related("cell").defer("search_words")
    named = ordered.annotate(home_name=F("stays__cell__standings__name"))
    found = list(named[: asked.limit + 1])
    states, words = states_on(found, asked.day), dict(spoken(MemberState))
    records = [
        Record(
            kind="member",
            pk=member.pk,
            unit=member.cell,
            title=member.full_name,
            on=member.joined_on,
            note=_("%d tuổi") % _age_on(member.born_on, asked.day)
            if asked.behind.told == "ages"
            else str(words[MemberState(states[member.pk].shown)]),
            place=getattr(member, "home_name", ""),
        )
        for member in found
    ]
    return cut(records, asked.limit, [f"{m.unit_path}:{m.pk}" for m in found])
