"""What of members is sealed in the tables, and where it is kept."""

from collections.abc import Mapping
from typing import Any

from chibo.core.numbers import as_read, masked, opened, sealer
from chibo.core.resealing import Columns, Documents

MEMBERS = Columns(
    "đảng viên",
    "members_member",
    {
        "citizen_number": ("citizen_mark", "number"),
        "card_number": ("card_mark", "number"),
        "phone": ("phone_mark", "phone"),
    },
)
NUMBERS = tuple(MEMBERS.sealed)
MARKS = tuple(pair[0] for pair in MEMBERS.sealed.values() if pair)
PROPOSALS = Documents(
    "đề nghị sửa thông tin",
    "members_correctionproposal",
    ("before", "wanted"),
    dict.fromkeys(NUMBERS),
)


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a record by field as a document of ours keeps them: numbers sealed."""
    keys = sealer()
    return {
        name: keys.seal(value) if name in NUMBERS and value else value
        for name, value in values.items()
    }


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What `kept` keeps, in the clear."""
    return {
        name: opened(as_read(value)) if name in NUMBERS else value for name, value in values.items()
    }


def hidden(changes: Mapping[str, Any]) -> dict[str, Any]:
    """[old, new] by field as the trail keeps them: numbers by their last digits alone."""
    return {
        name: [masked(each) for each in pair] if name in NUMBERS else pair
        for name, pair in changes.items()
    }
