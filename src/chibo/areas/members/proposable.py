"""Which fields of their own record members may propose to correct, and how a value is kept."""

from datetime import date
from typing import Any

DATES = ("born_on", "joined_on", "full_on")
SENSITIVE = ("ethnicity", "religion", "citizen_number")
PROPOSABLE = (
    *("full_name", "gender", "born_on", "ethnicity", "religion", "citizen_number"),
    *("card_number", "joined_on", "full_on", "phone"),
)


def as_text(value: Any) -> str:
    """A value of the record as a proposal keeps it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()
