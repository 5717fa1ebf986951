"""What stands around a page: places, roles, and the five steps of a month."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

StepState = Literal["done", "current", "due", "later"]

STEP_LABELS = (
    _("Chuẩn bị"),
    _("Họp"),
    _("Chấm điểm"),
    _("Nghị quyết và nhiệm vụ"),
    _("Báo cáo"),
)
STEP_WORDS = {
    "done": _("xong"),
    "current": _("đang làm"),
    "due": _("cần làm"),
    "later": _("chưa tới"),
}


@dataclass(frozen=True)
class Place:
    """A main place of the navigation; at most five fit the bar of a phone."""

    label: str
    href: str
    current: bool = False
    icon: str = "home"


@dataclass(frozen=True)
class Role:
    """A role the person may act in; `key` is what the switch posts."""

    key: str
    label: str
    unit_name: str
    current: bool = False


@dataclass(frozen=True)
class Step:
    """One step of the month; without `href` it cannot be opened yet."""

    label: str
    href: str
    state: StepState
    note: str = ""

    @property
    def word(self) -> str:
        """The state said in a word."""
        return str(STEP_WORDS[self.state])
