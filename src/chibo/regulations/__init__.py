"""Rules as dated, sourced data: pure Python, no database, no clock.

A rule is asked for by day, so that the past stays judged by what was in force then.
"""

from datetime import date

from chibo.core.vietnamese import fold
from chibo.regulations.agendas import Agenda, AgendaStep
from chibo.regulations.badges import BadgeRules, Milestone, Wait
from chibo.regulations.dues import DuesGroup, DuesRelief, DuesRules, DuesShare
from chibo.regulations.inputs import InputGiver
from chibo.regulations.kinds import MeetingKind, find_meeting_kind
from chibo.regulations.library import Library, Pack, current, load
from chibo.regulations.meetings import Grade, MeetingRules
from chibo.regulations.members import (
    DossierKind,
    ExemptionReason,
    Ground,
    MemberRules,
    MonthSpan,
    Move,
    TransferKind,
)
from chibo.regulations.organisation import (
    CellType,
    Exclusion,
    OrganisationRules,
    UnitKind,
    VoteKind,
    VotingRules,
)
from chibo.regulations.papers import Margins, Numbering, PaperRules, PaperType
from chibo.regulations.personal_data import AnswerTime, PersonalDataRules
from chibo.regulations.rubrics import Criterion, Item, KnockOut, Rubric, YearRule
from chibo.regulations.scales import Bands, Bound, FullWhen, Scale
from chibo.regulations.statistics import StatisticsRules
from chibo.regulations.terms import TermRules
from chibo.regulations.values import PackError, Reason, Source, Sourced

__all__ = [
    "Agenda",
    "AgendaStep",
    "AnswerTime",
    "BadgeRules",
    "Bands",
    "Bound",
    "CellType",
    "Criterion",
    "DossierKind",
    "DuesGroup",
    "DuesRelief",
    "DuesRules",
    "DuesShare",
    "Exclusion",
    "ExemptionReason",
    "FullWhen",
    "Grade",
    "Ground",
    "InputGiver",
    "Item",
    "KnockOut",
    "Library",
    "Margins",
    "Milestone",
    "MeetingKind",
    "MeetingRules",
    "MemberRules",
    "MonthSpan",
    "Move",
    "Numbering",
    "OrganisationRules",
    "Pack",
    "PackError",
    "PaperRules",
    "PaperType",
    "PersonalDataRules",
    "Reason",
    "Rubric",
    "Scale",
    "Source",
    "Sourced",
    "StatisticsRules",
    "TransferKind",
    "TermRules",
    "UnitKind",
    "VoteKind",
    "VotingRules",
    "Wait",
    "YearRule",
    "badge_rules",
    "cell_types",
    "current",
    "dues_rules",
    "ever_stood_under",
    "find_cell_type",
    "find_meeting_kind",
    "find_unit_kind",
    "get_pack",
    "get_unit_kind",
    "load",
    "meeting_rules",
    "member_rules",
    "member_rules_in_force",
    "organisation_rules",
    "pack_for",
    "paper_rules",
    "personal_data_rules_in_force",
    "statistics_rules_in_force",
    "unit_kinds",
]


def pack_for(subject: str, on: date) -> Pack | None:
    """The pack in force on a day: such as "meetings", "dues" or "papers"."""
    return current().pack_for(subject, on)


def get_pack(pack_id: str) -> Pack:
    """The pack a record was judged under; KeyError if this version has none of that id."""
    return current().pack(pack_id)


def badge_rules(on: date) -> BadgeRules | None:
    """Rules on the badge of Party membership in force on a day."""
    pack = pack_for("badges", on)
    return pack.rules if pack and isinstance(pack.rules, BadgeRules) else None


def dues_rules(on: date) -> DuesRules | None:
    """Rules on Party dues in force on a day."""
    pack = pack_for("dues", on)
    return pack.rules if pack and isinstance(pack.rules, DuesRules) else None


def meeting_rules(on: date) -> MeetingRules | None:
    """Rules on branch meetings in force on a day."""
    pack = pack_for("meetings", on)
    return pack.rules if pack and isinstance(pack.rules, MeetingRules) else None


def member_rules(on: date) -> MemberRules | None:
    """Rules on members in force on a day."""
    pack = pack_for("members", on)
    return pack.rules if pack and isinstance(pack.rules, MemberRules) else None


def member_rules_in_force(on: date) -> MemberRules:
    """The same, and for a day before the first pack the first one: nothing older is on the shelf.

    What is recorded of a past so far back is not turned away for want of a document.
    """
    first = current().chain("members")[0].effective_from
    rules = member_rules(max(on, first))
    assert rules is not None
    return rules


def organisation_rules(on: date) -> OrganisationRules | None:
    """Rules on organisation and votes in force on a day."""
    pack = pack_for("organisation", on)
    return pack.rules if pack and isinstance(pack.rules, OrganisationRules) else None


def paper_rules(on: date) -> PaperRules | None:
    """Rules on the form of papers in force on a day."""
    pack = pack_for("papers", on)
    return pack.rules if pack and isinstance(pack.rules, PaperRules) else None


def personal_data_rules_in_force(on: date) -> PersonalDataRules:
    """Rules on the data of people in force on a day; the first ones for a day before."""
    first = current().chain("personal_data")[0].effective_from
    pack = pack_for("personal_data", max(on, first))
    assert pack is not None
    assert isinstance(pack.rules, PersonalDataRules)
    return pack.rules


def statistics_rules_in_force(on: date) -> StatisticsRules:
    """The forms of the statistical sheets in force on a day; the first ones for a day before."""
    first = current().chain("statistics")[0].effective_from
    pack = pack_for("statistics", max(on, first))
    assert pack is not None
    assert isinstance(pack.rules, StatisticsRules)
    return pack.rules


def _organisation_rules() -> list[OrganisationRules]:
    rules = [pack.rules for pack in current().chain("organisation")]
    return [each for each in rules if isinstance(each, OrganisationRules)]


def unit_kinds() -> tuple[UnitKind, ...]:
    """Every kind of unit there ever was, in its newest wording, from the top of the tree down.

    A newer regulation changes no record by itself, so a unit may carry a kind no longer given.
    """
    newest = {kind.code: kind for rules in _organisation_rules() for kind in rules.kinds}
    return tuple(sorted(newest.values(), key=lambda kind: (kind.rank, kind.code)))


def get_unit_kind(code: str) -> UnitKind:
    """The kind with this code, of whatever time; KeyError if there never was one."""
    return {kind.code: kind for kind in unit_kinds()}[code]


def find_unit_kind(text: str) -> UnitKind | None:
    """The kind called `text`, of whatever time."""
    return next((kind for kind in unit_kinds() if kind.is_called(text)), None)


def ever_stood_under(code: str, parent_code: str | None) -> bool:
    """Whether any regulation, of whatever time, let a unit of this kind stand there."""
    kinds = (kind for rules in _organisation_rules() for kind in rules.kinds)
    return any(kind.code == code and kind.may_stand_under(parent_code) for kind in kinds)


def cell_types() -> tuple[CellType, ...]:
    """The kinds of cell (`Loại hình`) a unit may be given."""
    return _organisation_rules()[-1].cell_types


def find_cell_type(text: str) -> CellType | None:
    """The kind of cell called `text`, without regard to case and accents."""
    return next((each for each in cell_types() if fold(each.name) == fold(text)), None)
