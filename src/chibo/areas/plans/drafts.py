"""A line of a plan as it is typed, pasted or picked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from chibo.areas.organisation.making import NewUnit
from chibo.areas.organisation.rules import ChangeKind
from chibo.areas.plans.models import PlanLine

UPGRADED_TO = "dang_bo_co_so"
FIELDS = (
    "kind",
    "unit_code",
    "receiver_codes",
    "new_units",
    "new_kind",
    "new_name",
    "decision_number",
    "has_consent",
    "full_members",
)


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """What a line says. `receiver_codes` in the order of the decision, new units among them.

    A founding line is about the one new unit it makes.
    """

    kind: str
    unit_code: str
    receiver_codes: tuple[str, ...] = ()
    new_units: tuple[NewUnit, ...] = ()
    new_kind: str = ""
    new_name: str = ""
    decision_number: str = ""
    has_consent: bool = False
    full_members: int | None = None

    def row(self) -> dict[str, object]:
        """The columns of PlanLine."""
        taken = {name: getattr(self, name) for name in FIELDS}
        return {
            **taken,
            "receiver_codes": list(self.receiver_codes),
            "new_units": [{**asdict(new), "areas": list(new.areas)} for new in self.new_units],
            "new_kind": self.new_kind or (UPGRADED_TO if self.kind == ChangeKind.UPGRADED else ""),
        }


def draft_of(line: PlanLine) -> LineDraft:
    """The line as a draft, to be looked at or typed over."""
    taken = {name: getattr(line, name) for name in FIELDS}
    news = (NewUnit(**{**new, "areas": tuple(new["areas"])}) for new in line.new_units)
    return LineDraft(
        **{**taken, "receiver_codes": tuple(line.receiver_codes), "new_units": tuple(news)}
    )


def founding(new: NewUnit, superior_code: str, full_members: int | None = None) -> LineDraft:
    """A unit founded below a superior."""
    return LineDraft(
        kind=ChangeKind.FOUNDED,
        unit_code=new.code,
        receiver_codes=(superior_code,),
        new_units=(new,),
        full_members=full_members,
    )


def moves(unit_codes: Iterable[str], superior_code: str) -> list[LineDraft]:
    """All these units go under one superior."""
    return [
        LineDraft(kind=ChangeKind.MOVED, unit_code=code, receiver_codes=(superior_code,))
        for code in unit_codes
    ]
