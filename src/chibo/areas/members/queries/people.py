"""Reading members, always for an actor. Lists go by keyset: no page grows with the country."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from chibo.areas.members import permissions
from chibo.areas.members.models import Member
from chibo.areas.members.naming import search_words
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.core.wall import lifted

PAGE = 50


@dataclass(frozen=True)
class MemberPage:
    """One page of a list, with the mark from which the next one starts."""

    rows: list[Member]
    after: str


def get_member(actor: Actor, member_id: int) -> Member:
    """The member, if the actor may see them; NotThere otherwise."""
    return get_row(Member.objects.select_related("cell"), actor, pk=member_id)


def sees_sensitive(actor: Actor, member: Member) -> bool:
    """Ethnicity, religion and full numbers: the member and the registry clerk only."""
    own = actor.member_id == member.pk
    return own or actor.may(permissions.SENSITIVE, member.path)


def members_of(
    actor: Actor, unit: Unit, on: date, *, after: str = "", size: int = PAGE
) -> MemberPage:
    """Members counted on the day at or below the unit, by given name."""
    rows = Member.objects.visible_to(actor, inside=unit.path).counted_on(on)
    key, _, last_id = after.rpartition("~")
    if key and last_id.isdigit():
        rows = rows.filter(Q(name_key__gt=key) | Q(name_key=key, id__gt=int(last_id)))
    found = list(rows.select_related("cell").by_name()[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return MemberPage(found[:size], f"{last.name_key}~{last.pk}" if last else "")


def count_members(actor: Actor, unit: Unit, on: date) -> int:
    """How many members are counted on the day at or below the unit."""
    return Member.objects.visible_to(actor, inside=unit.path).counted_on(on).count()


def cell_members(unit: Unit, on: date) -> list[Member]:
    """Everyone counted in a cell on the day, by given name; for the cell's own meeting."""
    rows = Member.objects.unscoped("the roll of a cell whose meeting the actor runs")
    return list(rows.filter(cell=unit).counted_on(on).by_name())


def find_members(actor: Actor, text: str, limit: int = 20) -> list[Member]:
    """Members in whose name or code every typed word begins a word."""
    words = search_words(text)
    if not words:
        return []
    query = SearchQuery(
        " & ".join(f"{word}:*" for word in words), search_type="raw", config="simple"
    )
    rows = Member.objects.visible_to(actor)
    with lifted("ids by an index no policy lets be used; their rows are asked as the actor sees"):
        ids = list(rows.filter(search_words=query).by_name().values_list("pk", flat=True)[:limit])
    return list(rows.filter(pk__in=ids).select_related("cell").by_name())
