"""Finding people by their whole name, also misspelt, in any part of the country."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from chibo.areas.members.models import Member
from chibo.areas.members.models.people import MemberQuerySet
from chibo.areas.members.naming import search_words
from chibo.areas.members.permissions import VIEW
from chibo.areas.members.queries.people import find_members
from chibo.areas.members.rules.misspelt import near_names
from chibo.core.actor import Actor

WHOLE = 3
"""So many words are a whole name; fewer may be any part of one."""
KEPT_FREE = 5
"""Places of an answer for names nearly like the typed one, where such people are there."""
OF_EACH = 10
"""So many people of each such name are looked at: who bears a common one does not hide others."""
SHOWN = (
    *("code", "full_name", "folded_name", "born_on", "joined_on", "state", "state_on"),
    *("unit_path", "cell__name"),
)
"""What an answer says of a member; all the rest of such a row would be read for nothing."""
SOME_OF_EACH = """
"members_member"."id" = ANY(ARRAY(
  SELECT found.id FROM string_to_table(%s, ',') AS near(name)
   CROSS JOIN unnest(%s::text[], %s::text[]) AS part(begins, ends)
   CROSS JOIN LATERAL (
         SELECT bearer.id FROM members_member bearer
          WHERE bearer.folded_name = near.name
            AND bearer.unit_path >= part.begins AND bearer.unit_path < part.ends
          ORDER BY bearer.unit_path, bearer.id LIMIT %s) found))
"""


def search_members(actor: Actor, text: str, limit: int = 20) -> list[Member]:
    """People by what was typed: names that begin so, then names one slip away.

    Parts of a name, codes and what is found in neither way as `find_members` gives it. Whole names
    are asked of an index that has the scope in its second column: neither how common a name is
    nor how big the scope makes it slow. Three statements at most.
    """
    name = " ".join(search_words(text))
    is_whole = name.count(" ") + 1 >= WHOLE and not any(char.isdigit() for char in name)
    rows = Member.objects.visible_to(actor).select_related("cell").only(*SHOWN)
    found = _begin_so(rows, name, limit) if is_whole else find_members(actor, text, limit)
    near = _nearly_so(actor, rows, name) if " " in name else []
    if is_whole and not found and not near:
        return find_members(actor, text, limit)
    free = min(len(near), KEPT_FREE)
    return _once([*found[: limit - free], *near], limit)


def _begin_so(rows: MemberQuerySet, name: str, limit: int) -> list[Member]:
    begins = rows.filter(folded_name__gte=name, folded_name__lt=name + "~")
    return list(begins.order_by("folded_name", "unit_path", "id")[:limit])


def _nearly_so(actor: Actor, rows: MemberQuerySet, name: str) -> list[Member]:
    """People of names one slip away, each name in turn, the commoner ones first."""
    wanted = sorted(near_names(name))
    if not wanted:
        return []
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in _some_of_each(actor, rows, wanted):
        by_name[member.folded_name].append(member)
    commoner_first = sorted(by_name.values(), key=lambda bearers: -len(bearers))
    turns = zip_longest(*commoner_first)
    return [member for member in chain.from_iterable(turns) if member is not None]


def _some_of_each(actor: Actor, rows: MemberQuerySet, names: Sequence[str]) -> Iterable[Member]:
    # As one text: some hundred parameters, or an array of them, take far longer to write.
    parts = [(each.path, each.path + ("~" if each.below else "!")) for each in actor.scopes(VIEW)]
    begins, ends = [first for first, _last in parts], [last for _first, last in parts]
    given = [",".join(names), begins, ends, OF_EACH]
    known = rows.extra(where=[SOME_OF_EACH], params=given)  # noqa: S610 - a constant text
    return known.order_by("folded_name", "unit_path", "id")


def _once(found: Iterable[Member], limit: int) -> list[Member]:
    return list({member.pk: member for member in found}.values())[:limit]
