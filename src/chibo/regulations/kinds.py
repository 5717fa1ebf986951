"""The kinds of meeting a cell holds, with the names workbooks use."""

from enum import StrEnum

from chibo.core.i18n import _
from chibo.core.vietnamese import fold
from chibo.regulations.reading import Table


class MeetingKind(StrEnum):
    """HD 42-HD/BTCTW: monthly, on a topic, or both in one session one after the other."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    COMBINED = "combined"

    @property
    def label(self) -> str:
        """As written in the sheet `Sinh hoạt`."""
        return {
            "regular": _("Thường kỳ"),
            "thematic": _("Chuyên đề"),
            "combined": _("Kết hợp"),
        }[self.value]

    @property
    def is_regular(self) -> bool:
        """Whether it counts as the month's regular meeting."""
        return self is not MeetingKind.THEMATIC

    @property
    def is_thematic(self) -> bool:
        """Whether it counts as a thematic meeting."""
        return self is not MeetingKind.REGULAR


_WRITTEN = {
    "thuong ky": MeetingKind.REGULAR,
    "chuyen de": MeetingKind.THEMATIC,
    "ket hop": MeetingKind.COMBINED,
}


def find_meeting_kind(text: str) -> MeetingKind | None:
    """The kind written `text` in a workbook, without regard to case and accents."""
    return _WRITTEN.get(fold(text))


def read_kind(row: Table, key: str) -> MeetingKind:
    """One kind of meeting by its code."""
    told = row.text(key)
    if told not in tuple(MeetingKind):
        row.fault(f"{key!r} names an unknown kind of meeting: {told!r}")
    return MeetingKind(told)


def read_kinds(row: Table, key: str) -> frozenset[MeetingKind]:
    """A list of kinds of meeting; all of them where the key is left out."""
    told = row.texts(key, tuple(MeetingKind))
    if not set(told) <= set(MeetingKind):
        row.fault(f"{key!r} names an unknown kind of meeting")
    return frozenset(MeetingKind(kind) for kind in told)
