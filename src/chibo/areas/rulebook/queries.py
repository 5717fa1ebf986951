"""Reading the rules as they hold for one unit on one day."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from chibo.areas.organisation.models import SEGMENT, Unit, UnitStanding
from chibo.areas.rulebook.judged import national
from chibo.areas.rulebook.layering import lay
from chibo.areas.rulebook.models import PREFIX, LocalPack, LocalPackQuerySet
from chibo.core.actor import Actor
from chibo.core.rows import get_row
from chibo.regulations import MeetingRules, meeting_rules

WHY = "the rules a unit is judged by, for whoever may see the unit"


def local_packs(actor: Actor) -> LocalPackQuerySet:
    """Every pack the actor may read, newest first."""
    rows = LocalPack.objects.visible_to(actor).select_related("unit")
    return rows.order_by("-effective_from", "-id")


def get_local_pack(actor: Actor, number: int) -> LocalPack:
    """The pack, if the actor may read it; NotThere otherwise."""
    rows = LocalPack.objects.select_related("unit", "replaces")
    return get_row(rows, actor, pk=number)


def meeting_rules_for(unit: Unit, on: date) -> MeetingRules | None:
    """The rules on meetings for a unit on a day: national, under what the committees above it
    laid over them, the nearest committee's first. None before the first national rules.

    The committees are those the unit stood under on that day.
    """
    rules = meeting_rules(on)
    packs = LocalPack.objects.unscoped(WHY).adopted().covering(on).select_related("unit")
    found = list(packs.order_by("unit__path", "id"))
    if rules is None or not found:
        return rules
    return lay(rules, _over(found, _path_on(unit, on)))


def _path_on(unit: Unit, on: date) -> str:
    rows = UnitStanding.objects.unscoped(WHY).filter(unit=unit).on(on)
    return rows.values_list("path", flat=True).first() or unit.path


def _over(packs: Iterable[LocalPack], path: str) -> list[LocalPack]:
    """The packs of the bodies above `path`: by the bodies' own ids, which a move leaves as is."""
    steps = {path[end - SEGMENT : end]: end for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    above = [pack for pack in packs if pack.unit.path[-SEGMENT:] in steps]
    return sorted(above, key=lambda pack: (steps[pack.unit.path[-SEGMENT:]], pack.pk))


class Rulebook:
    """All adopted packs read once, for judging many records at a time."""

    def __init__(self) -> None:
        rows = LocalPack.objects.unscoped("rules for many records at once").adopted()
        self._packs = list(rows.select_related("unit").order_by("unit__path", "id"))
        self._known: dict[tuple[str, tuple[int, ...]], MeetingRules] = {}
        self._draft: MeetingRules | None = None

    @property
    def is_empty(self) -> bool:
        """Whether only national rules hold anywhere."""
        return not self._packs

    def with_draft(self, draft: LocalPack) -> "Rulebook":
        """The same as it would be had the draft been adopted."""
        other = copy(self)
        kept = [pack for pack in self._packs if not _gives_way(pack, draft)]
        other._packs = sorted([*kept, draft], key=lambda pack: (pack.unit.path, pack.pk or 0))
        other._known = {}
        return other

    def over_draft(self, draft: MeetingRules) -> "Rulebook":
        """The same with a draft in the place of the national rules of every day."""
        other = copy(self)
        other._draft, other._known = draft, {}
        return other

    def rules_for(self, path: str, on: date) -> MeetingRules | None:
        """The rules for whatever stood at `path` on the day."""
        rules = self._draft or meeting_rules(on)
        if rules is None or not self._packs:
            return rules
        over = _over((pack for pack in self._packs if pack.covers(on)), path)
        key = (rules.pack_id, tuple(pack.pk or 0 for pack in over))
        if key not in self._known:
            self._known[key] = lay(rules, over) or rules
        return self._known[key]

    def judged_by(self, pack_id: str, on: date) -> MeetingRules | None:
        """The rules behind a record that kept `pack_id`; "" is the national pack of the day."""
        if not pack_id.startswith(PREFIX):
            return national(pack_id, on)
        rules, number = meeting_rules(on), int(pack_id.removeprefix(PREFIX))
        key = (rules.pack_id if rules else "", (number,))
        if rules is not None and key not in self._known:
            packs = [pack for pack in self._packs if pack.pk == number]
            self._known[key] = lay(rules, packs) or rules
        return self._known.get(key)


def _gives_way(pack: LocalPack, draft: LocalPack) -> bool:
    """Whether adopting the draft ends the pack: the same committee's, and later than it began."""
    return pack.unit_id == draft.unit_id and pack.covers(draft.effective_from)
