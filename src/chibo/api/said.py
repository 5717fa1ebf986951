"""What a program may say: the small words of requests, each with what it takes.

Text is text that a database keeps: no NUL, no half of a pair of UTF-16.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Header, Path, Query, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from chibo.core.periods import Month

BIGGEST = 2**63 - 1
PAGE = 50


def _keepable(text: str) -> str:
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("not a text")
    return text


def _a_string(sent: Any) -> Any:
    """JSON tells a number from a text; what stands for a text is one."""
    if not isinstance(sent, str):
        raise ValueError("not a text")
    return sent


def _a_whole(sent: Any) -> Any:
    """To JSON 1.0 is a whole number; a text that looks like one, and true, are none."""
    if isinstance(sent, float) and sent.is_integer():
        return int(sent)
    return sent


Text = Annotated[str, BeforeValidator(_a_string), AfterValidator(_keepable)]
WITHOUT_NUL, SAYS_SOMETHING = r"^[^\x00]*$", r"\S"
Code = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=40),
    Field(json_schema_extra={"pattern": WITHOUT_NUL}),
]
Reason = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=2000, pattern=SAYS_SOMETHING),
    Field(json_schema_extra={"pattern": SAYS_SOMETHING}),
]
Number = Annotated[int, Field(ge=1, le=BIGGEST, strict=True), BeforeValidator(_a_whole)]
Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="A UUID of the program's own for this act. Sent again with the same content, "
        "nothing is done twice and the first answer comes back; kept for seven days.",
    ),
]
UnitCode = Annotated[
    Code, Path(description="`Mã` of a unit, as in the sheet `Tổ chức`.", example="XHB-01")
]
After = Annotated[
    Text,
    Query(
        default="",
        description="`next` of the page before; left out for the first page.",
        max_length=400,
        pattern=WITHOUT_NUL,
    ),
]
MONTH = r"^(19|20)\d{2}-(0[1-9]|1[0-2])$"
MonthText = Annotated[str, StringConstraints(pattern=MONTH)]


Day = date


def month_of(text: str) -> Month:
    """The month a program named, checked already."""
    return Month.parse(text)


class Body(Schema):
    """What a program sends as JSON: nothing it does not know of, nothing read as something else."""

    model_config = ConfigDict(extra="forbid", strict=True)
