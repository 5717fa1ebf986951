"""The rules behind a record that kept the id of its pack: national, or a committee's.

For records the actor may see: whoever sees a record may know what it was judged by.
"""

from datetime import date

from chibo.areas.rulebook.layering import layer_of
from chibo.areas.rulebook.models import PREFIX, LocalPack
from chibo.regulations import MeetingRules, Rubric, get_pack, meeting_rules
from chibo.regulations.layers import MeetingLayer


def national(pack_id: str, on: date) -> MeetingRules | None:
    """The national rules a record kept the id of; without one, those of the day."""
    rules = get_pack(pack_id).rules if pack_id else meeting_rules(on)
    return rules if isinstance(rules, MeetingRules) else None


def rules_judging(pack_id: str, on: date) -> MeetingRules | None:
    """The rules a closed record was judged by, whatever holds today."""
    if not pack_id.startswith(PREFIX):
        return national(pack_id, on)
    layer = find_layer(pack_id)
    rules = meeting_rules(on)
    return rules.under([layer]) if rules and layer else rules


def find_layer(pack_id: str) -> MeetingLayer | None:
    """The rows of the committee's pack a record was judged by."""
    number = int(pack_id.removeprefix(PREFIX))
    rows = LocalPack.objects.unscoped("the pack of a record the actor may see")
    pack = rows.filter(pk=number).first()
    return layer_of(pack) if pack else None


def find_rubric(pack_id: str, code: str) -> Rubric | None:
    """The rubric a sheet was scored by, national or a committee's."""
    if pack_id.startswith(PREFIX):
        layer = find_layer(pack_id)
        return layer.rubric(code) if layer else None
    rules = get_pack(pack_id).rules
    assert isinstance(rules, MeetingRules)
    return rules.rubric(code)
