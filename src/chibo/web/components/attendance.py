"""A row of the roll: a name and four answers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

STATES = (
    ("present", _("Có mặt"), "m5 12.5 4.5 4.5L19 7"),
    ("excused", _("Vắng có lý do"), "M4 5h16v11H10l-4 4v-4H4z"),
    ("unexcused", _("Vắng không lý do"), "M6 6l12 12M18 6 6 18"),
    ("exempt", _("Miễn"), "M5 12h14"),
)


@dataclass(frozen=True)
class Tap:
    """One of the four answers of a row."""

    value: str
    label: str
    drawing: str
    checked: bool


@dataclass(frozen=True)
class AttendanceRow:
    """One member at the meeting; `state` is "" until somebody taps."""

    member_id: int
    name: str
    state: str
    note: str = ""
    locked: bool = False

    @property
    def taps(self) -> tuple[Tap, ...]:
        """The four answers, one of them chosen at most."""
        return tuple(
            Tap(value, str(label), drawing, value == self.state) for value, label, drawing in STATES
        )
