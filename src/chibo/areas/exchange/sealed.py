"""Where imports keep sealed numbers: the files as they came, and rows as they were."""

from chibo.areas.exchange.history import TABLES
from chibo.areas.members.models import Member
from chibo.areas.members.sealed import MEMBERS, NUMBERS
from chibo.core.resealing import Documents, Files

FILES = Files("tệp đã nhập", "exchange_importfile", "content")
CHANGES = Documents(
    "bản ghi của lần nhập",
    "exchange_importchange",
    ("before", "after"),
    dict.fromkeys(NUMBERS),
    only="\"table\" = 'members'",
)
assert TABLES["members"] is Member


def under_one_key(batch_id: int) -> None:
    """Members of an import, and how it left them, under the key in use: so they can be compared."""
    CHANGES.reseal(where="batch_id = %s", given=[batch_id])
    MEMBERS.reseal(
        where="id IN (SELECT row_id FROM exchange_importchange"
        " WHERE batch_id = %s AND \"table\" = 'members')",
        given=[batch_id],
    )
