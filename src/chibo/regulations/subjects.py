"""The subjects rules are kept on: one line each says how a pack of it is read, from which files.

A new subject is a module with its rules and a line here; its chain of packs joins the shelf.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chibo.regulations.badges import read_badge_rules
from chibo.regulations.dues import read_dues_rules
from chibo.regulations.meetings import read_meeting_rules
from chibo.regulations.members import read_member_rules
from chibo.regulations.organisation import read_organisation_rules
from chibo.regulations.papers import read_paper_rules
from chibo.regulations.personal_data import read_personal_data_rules
from chibo.regulations.reading import OpenFile, Table
from chibo.regulations.statistics import read_statistics_rules


class Rules(Protocol):
    """What one document says on one subject; each subject has a class of its own."""

    @property
    def pack_id(self) -> str:
        """The pack the rules came from, or the layer above it that changed some of them."""


@dataclass(frozen=True)
class Subject:
    """One subject: the files of a pack beside pack.toml, and its reader."""

    files: tuple[str, ...]
    """Beside pack.toml; cases.toml (worked cases) may join."""
    read: Callable[[str, Table, OpenFile], Rules]
    """Pack id, pack.toml, and a function that opens one of `files`."""


SUBJECTS = {
    "badges": Subject((), read_badge_rules),
    "dues": Subject((), read_dues_rules),
    "meetings": Subject(("rubric.toml", "agendas.toml", "inputs.toml"), read_meeting_rules),
    "members": Subject(
        ("admission.toml", "states.toml", "transfers.toml", "dossier.toml"), read_member_rules
    ),
    "organisation": Subject(
        ("kinds.toml", "voting.toml", "cell_types.toml", "terms.toml"), read_organisation_rules
    ),
    "papers": Subject((), read_paper_rules),
    "personal_data": Subject((), read_personal_data_rules),
    "statistics": Subject(("sheets.toml", "groups.toml", "checks.toml"), read_statistics_rules),
}
