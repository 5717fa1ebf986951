"""Anticipated refusals. Whatever is not one of these is a bug and is left to rise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar


class Refused(Exception):
    """An anticipated "no": a code for programs and a Vietnamese sentence for people.

    The sentence says what is wrong and what to do about it.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The actor's roles do not reach this thing or this act."""

    code = "not_allowed"


class NotThere(Refused):
    """No such record, or none that the actor may know of: the two are not told apart."""

    code = "not_there"


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else did to a record: who, when, and what the trail says of it."""

    who: str
    at: datetime
    action: str
    changes: Mapping[str, Any]


class ChangedMeanwhile(Refused):
    """Somebody else saved first; nothing was overwritten. `acts`: what they did, newest first."""

    code = "changed_meanwhile"

    def __init__(self, message: str, acts: Sequence[Meanwhile] = ()) -> None:
        super().__init__(message)
        self.acts = tuple(acts)
