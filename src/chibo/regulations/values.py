"""A value and where it comes from; a reason a person is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from chibo.core.i18n import _

T = TypeVar("T")
Number = int | str | Decimal

EVIDENCE = ("P", "S", "T", "U", "L")
"""P primary text read · S published secondary page · T third party's citation · U unverified ·
L a committee's own rule, as it entered it."""


class PackError(Exception):
    """A faulty rule pack. The message names the file and the key; no pack is used until mended."""


@dataclass(frozen=True)
class Source:
    """Document and clause of a rule, and how well we know it (one of EVIDENCE)."""

    document: str
    clause: str
    evidence: str
    note: str = ""
    ref: str = field(default="", compare=False)
    """Where the rule stands: pack id, `#`, and its place there; empty outside any pack."""

    @property
    def pack_id(self) -> str:
        """The pack the rule stands in."""
        return self.ref.partition("#")[0]

    @property
    def anchor(self) -> str:
        """Its place in the pack."""
        return self.ref.partition("#")[2]

    @property
    def evidence_words(self) -> str:
        """How well the rule is known, in plain words."""
        return evidence_words(self.evidence)

    @property
    def is_published(self) -> bool:
        """Whether the value may be shown as the document's own; otherwise as configurable only."""
        return self.evidence in ("P", "S", "L")

    @property
    def label(self) -> str:
        """Document and clause in one line."""
        return f"{self.document}, {self.clause}"

    @property
    def why(self) -> str:
        """The sentence behind "vì sao?"; open about a value that is not known from the text."""
        told = {
            "P": _("Theo %(label)s."),
            "S": _("Theo %(label)s."),
            "L": _("Theo %(label)s."),
            "T": _(
                "%(label)s (dẫn lại, chưa đối chiếu được văn bản gốc): "
                "cấp ủy điều chỉnh được giá trị này."
            ),
            "U": _(
                "%(label)s (thông lệ, chưa có văn bản để đối chiếu): "
                "cấp ủy điều chỉnh được giá trị này."
            ),
        }[self.evidence] % {"label": self.label}
        return f"{told} {self.note}" if self.note else told


def evidence_words(evidence: str) -> str:
    """One of EVIDENCE in plain words."""
    return {
        "P": _("đã đọc toàn văn"),
        "S": _("theo trang công bố"),
        "T": _("dẫn lại, chưa đối chiếu"),
        "U": _("thông lệ, chưa có văn bản để đối chiếu"),
        "L": _("quy định của cấp ủy, do cấp ủy nhập"),
    }[evidence]


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """One value out of a regulation."""

    value: T
    source: Source


@dataclass(frozen=True)
class Reason:
    """Why a rule says what it says: a code and numbers for programs, a sentence for people."""

    code: str
    sentence: str
    numbers: Mapping[str, Number] = field(default_factory=dict)
    source: Source | None = None

    def as_data(self) -> dict[str, Any]:
        """The reason as JSON can hold it; decimals as text."""
        plain = {k: str(v) if isinstance(v, Decimal) else v for k, v in self.numbers.items()}
        return {"code": self.code, "numbers": plain, "sentence": self.sentence}
