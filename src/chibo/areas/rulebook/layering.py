"""A committee's rows as the pure rules read them."""

from chibo.areas.rulebook.models import LocalPack
from chibo.core.vietnamese import show_date
from chibo.regulations import MeetingRules, Source
from chibo.regulations.layers import MeetingLayer, read_layer


def source_of(pack: LocalPack) -> Source:
    """The committee's document, as the source of every row that names no other."""
    document = f"{pack.number} ngày {show_date(pack.issued_on)}"
    return Source(document, pack.clause or pack.title, "L", ref=f"{pack.pack_id}#")


def layer_of(pack: LocalPack) -> MeetingLayer:
    """The pack's rows; PackError only for rows that were never checked."""
    return read_layer(pack.content, pack.pack_id, source_of(pack))


def lay(rules: MeetingRules | None, packs: list[LocalPack]) -> MeetingRules | None:
    """The national rules of a day under these packs, from the top of the tree down."""
    if rules is None or not packs:
        return rules
    return rules.under(layer_of(pack) for pack in packs)
