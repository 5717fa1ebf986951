"""Where a member is at home: the cell of today and the stays of all days, kept together."""

from datetime import date

from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit


def move_home(member: Member, cell: Unit, on: date) -> None:
    """From `on` the member is at home in `cell`. The caller saves the member."""
    member.cell = cell
    member.unit_path = cell.path


def end_home(member: Member, on: date) -> None:
    """Membership here ends: from `on` there is no home cell."""


def reopen_home(member: Member, on: date) -> None:
    """An end dated `on` was a mistake."""


def begin_home(member: Member, cell: Unit, on: date) -> None:
    """A home again, or a first one, from `on`. The caller saves the member."""
    move_home(member, cell, on)


def return_home(member: Member, cell: Unit, on: date) -> None:
    """A move dated `on` was a mistake: the member is at home in `cell` as before."""
    member.cell = cell
    member.unit_path = cell.path
