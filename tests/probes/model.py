"""Who may read what, from plain facts: told anew here, without a line of the application's.

The roles are read from roles.toml as anybody reads it. Everything else stands below.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from tests.architecture.source import HOUSE

ABOVE_OF = {
    "near": "top",
    "far": "top",
    "office": "top",
    "own": "near",
    "sibling": "near",
    "far cell": "far",
    "gone": "near",
    "older": "far",
    "halved": "near",
    "old body": "top",
    "old hamlet": "old body",
    "kept": "near",
    "kept on": "near",
}
"""The place above each place."""

STOOD_BELOW = {"kept": "old body", "kept on": "old body"}
"""Cells that live on, by the body below which they stood until it ended."""

MET_BEFORE = "kept"
"""The one of them whose meeting was held before; the other's was after."""

MET = ("sibling", "far", "far cell", "gone", "halved", "kept on")
"""Where meetings are over and their minutes were sent round; elsewhere they are under way."""

WENT_INTO = {
    "gone": ["own"],
    "older": ["gone"],
    "halved": ["own", "sibling"],
    "old body": ["near"],
    "old hamlet": ["own"],
}
"""Places that have ended, and those that took over: one, two, or one that ended in its turn."""

SEEN_BY = {
    "absences.view": "attending_absence attending_paperseen",
    "accounts.manage": "access_secondask",
    "exports.make": "access_secondask",
    "badges.keep": "badges_agegap badges_badgewait",
    "badges.view": "badges_badge",
    "committee_meetings.view": """
        committee_meetings_committeemeeting committee_meetings_committeepoint
        committee_meetings_committeeattendance
    """,
    "deadlines.view": "deadlines_certificate",
    "directives.view": "directives_directive directives_call",
    "drafts.view": "drafts_draft drafts_draftsentence",
    "dues.base": "dues_duesrate",
    "dues.view": "dues_duessetting dues_duessheet dues_duesentry dues_duespayment",
    "imports.take": """
        exchange_importbatch exchange_importfile exchange_importprogress exchange_importproblem
        exchange_importchange
    """,
    "inputs.view": "inputs_input",
    "meetings.view": """
        documents_papernumber documents_papertext documents_owntemplate registers_incomingpaper
        meetings_meeting meetings_agendapoint meetings_papertosend meetings_attendance
        meetings_vote sittings_visitor sittings_partattendance sittings_presencerequest
        sittings_printedlist sittings_opinion sittings_remark sittings_ballotcount
        sittings_reservation sittings_parttimes sittings_screen resolutions_resolution
        scoring_scoresheet scoring_thematicsheet scoring_scoreline grading_waitingsheet
        minutes_minutes minutes_signature minutes_amendment minutes_minutesopened
    """,
    "members.change": """
        members_dossieritem members_correctionproposal duplicates_merge duplicates_mergedrow
    """,
    "members.view": """
        members_member members_transfer members_statechange members_mentoring members_stay
        training_enrolment duplicates_proposal privacy_restriction
    """,
    "oversight.view": "oversight_overseeing",
    "overview.view": "indicators_cellmonth indicators_unitmonth",
    "radar.known": "radar_knownhit",
    "periodic.view": """
        periodic_asking periodic_periodicreport periodic_periodicstep periodic_linecomment
        periodic_seal
    """,
    "posts.view": """
        posts_post posts_postend posts_fact posts_posttarget posts_term posts_congress
    """,
    "remedies.view": "remedies_shortcoming remedies_remedy",
    "privacy.breaches": "privacy_breach",
    "privacy.view": "privacy_datarequest",
    "reports.view": """
        reports_monthlyreport reports_reportevent reports_reportcomment reports_paperbundle
    """,
    "scores.decide": "grading_secondlook grading_secondlooksheet",
    "self_criticism.keep": "sittings_suggestion",
    "statistics.view": "statistics_typednumber",
    "summations.view": "summations_summation summations_summationversion",
    "targets.view": "targets_target",
    "tasks.view": "tasks_task tasks_tasknote tasks_taskreview tasks_taskhandover",
    "topics.view": "topics_topic topics_topicfile topics_topicremark topics_plannedtopic",
    "trail.view": "trail_canary core_auditevent",
    "training.names": "training_enrolment",
    "training.view": "training_trainingclass",
    "units.view": "plans_plan plans_planline plans_planstep meetings_cellhabit",
}
"""Tables by the permission that shows their rows, where it is held at the row's place."""

ALSO_BELOW = "directives_directive directives_call topics_topic topics_topicfile topics_topicremark"
"""Shown to whoever holds the permission below the place too."""

LIBRARY = "topics_topic topics_topicfile topics_topicremark"
"""What was shared in a place that ended is there as if it had been shared in its first heir."""

OF_A_MEETING = """
    meetings_meeting meetings_agendapoint meetings_papertosend meetings_attendance meetings_vote
    sittings_visitor sittings_partattendance sittings_presencerequest sittings_printedlist
    sittings_opinion sittings_remark sittings_ballotcount sittings_reservation sittings_parttimes
    sittings_screen resolutions_resolution scoring_scoresheet scoring_thematicsheet
    scoring_scoreline minutes_minutes minutes_signature minutes_amendment minutes_minutesopened
"""
"""Read, where the meeting was before, by who led the body below which its cell stood then."""

NARROW = "absences.view trail.view"
"""What is not read of the past: circles narrower than the unit's."""

OF_THE_MEMBER = """
    members_member members_transfer members_statechange members_dossieritem members_mentoring
    members_correctionproposal members_stay posts_post posts_postend badges_badge badges_agegap
    badges_badgewait dues_duesrate dues_duesentry dues_duespayment oversight_overseeing
    training_enrolment tasks_task tasks_tasknote tasks_taskreview tasks_taskhandover
    meetings_attendance attending_absence attending_paperseen sittings_visitor
    committee_meetings_committeeattendance sittings_partattendance sittings_presencerequest
    sittings_suggestion minutes_minutesopened privacy_datarequest privacy_restriction
"""
SENT_ROUND = ("minutes_minutes", "minutes_signature", "minutes_amendment")
"""Read by whoever was at the meeting, once sent round."""

OF_THE_ACCOUNT = """
    access_secondask documents_paperpdf calendars_calendarfeed sittings_suggestion notices_notice
    notices_noticechoice notices_delivery exchange_importbatch exchange_importfile
    exchange_importprogress exchange_importproblem exchange_importchange core_auditevent
"""
WHOLES = """
    members_member members_transfer meetings_meeting dues_duessheet
    committee_meetings_committeemeeting training_trainingclass
"""
"""Shown also to whoever sees a row of the same place that names it (`names`)."""

ROLES = tomllib.loads((HOUSE / "areas/access/roles.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Person:
    """Somebody: (role, place) pairs held today, and the place whose member they are.

    `once`: pairs held until the place ended; they would run on today. `revoked`: pairs that
    somebody ended while the place went on.
    """

    roles: tuple[tuple[str, str], ...]
    member_of: str = ""
    once: tuple[tuple[str, str], ...] = ()
    revoked: tuple[tuple[str, str], ...] = ()


def may_read(who: Person, table: str, place: str, names: dict[str, set[str]]) -> bool:
    """Whether the person may read the row of the table at the place."""
    if who.member_of == place and table in f"{OF_THE_MEMBER} {OF_THE_ACCOUNT}".split():
        return True
    if who.member_of == place in MET and table in SENT_ROUND:
        return True
    for role, held_at in who.roles:
        for permission in ROLES[role]["permissions"]:
            if table in SEEN_BY.get(permission, "").split() and (
                held_at == place
                or (ROLES[role]["below"] and place_lies_below(place, held_at))
                or (table in ALSO_BELOW.split() and place_lies_below(held_at, place))
            ):
                return True
    if table in LIBRARY.split() and place in WENT_INTO:
        here = Person(who.roles)
        if may_read(here, table, WENT_INTO[place][0], names):
            return True
    for role, held_at in (*who.roles, *who.once):
        for past in [*came_before(held_at), *([held_at] if (role, held_at) in who.once else [])]:
            for permission in ROLES[role]["permissions"]:
                if (
                    permission.endswith(".view")
                    and permission not in NARROW.split()
                    and table in SEEN_BY.get(permission, "").split()
                    and (past == place or (ROLES[role]["below"] and place_lies_below(place, past)))
                ):
                    return True
    for role, held_at in who.once:
        if (
            table in OF_A_MEETING.split()
            and place == MET_BEFORE
            and STOOD_BELOW[place] == held_at
            and ROLES[role]["below"]
            and "meetings.view" in ROLES[role]["permissions"]
        ):
            return True
    pointing = names[table] if table in WHOLES.split() else ()
    return any(may_read(who, each, place, names) for each in pointing)


def place_lies_below(place: str, other: str) -> bool:
    """Whether `other` is above the place, however far."""
    above = ABOVE_OF.get(place)
    return above is not None and (above == other or place_lies_below(above, other))


def came_before(place: str) -> list[str]:
    """The places that ended in this one, straight away or over others."""
    earlier = [each for each, into in WENT_INTO.items() if place in into]
    return earlier + [first for each in earlier for first in came_before(each)]


def reaches_below(role: str) -> bool:
    """Whether the role reaches the places below its own."""
    return bool(ROLES[role]["below"])


def works_at(who: Person, place: str, permission: str = "") -> bool:
    """Whether a role of today lets the person do more at the place than read, or the permission.

    With no permission named, whoever is a member of the place does something of their own there.
    """
    for role, held_at in who.roles:
        if held_at == place or (reaches_below(role) and place_lies_below(place, held_at)):
            held = ROLES[role]["permissions"]
            if permission in held or not (permission or all(p.endswith(".view") for p in held)):
                return True
    return not permission and who.member_of == place


def reads_something(who: Person, place: str) -> bool:
    """Whether the person has business at the place, today or since it ended."""
    led = {held_at for role, held_at in who.once if reaches_below(role)}
    return holds_something(who, place) or STOOD_BELOW.get(place) in led


def holds_something(who: Person, place: str) -> bool:
    """Whether the person has any business at the place."""
    for role, held_at in (*who.roles, *who.once):
        for each in (held_at, *came_before(held_at)):
            if each == place or (reaches_below(role) and place_lies_below(place, each)):
                return True
    return who.member_of == place


def is_outside(who: Person, place: str) -> bool:
    """Whether what lies at the place is nobody's business of theirs, nor above them."""
    below = any(place_lies_below(held_at, place) for _role, held_at in (*who.roles, *who.once))
    return not holds_something(who, place) and not below


def people() -> Iterable[Person]:
    """Every role at every place it fits, two and three roles together, and people with none."""
    places = [place for place in ["top", *ABOVE_OF] if place not in WENT_INTO]
    cells = ["own", "sibling", "far cell", "office", "kept", "kept on"]
    for role, told in ROLES.items():
        for place in places:
            if told["kinds"] == "any" or (told["kinds"] == "cell") == (place in cells):
                yield Person(((role, place),))
    for place in places:
        yield Person((), member_of=place)
    yield Person(())
    yield Person((("member", "own"),), member_of="own")
    yield Person((("secretary", "own"), ("secretary", "far cell")), member_of="own")
    yield Person((("secretary", "own"), ("clerk", "far"), ("auditor", "near")), member_of="office")
    yield Person((("superior", "near"), ("superior", "far")), member_of="far cell")
    yield Person((("cell_committee", "sibling"), ("administrator", "top")), member_of="sibling")
    yield Person((), once=(("secretary", "gone"),))
    yield Person((("secretary", "far cell"),), once=(("superior", "old body"),))
    yield Person((), member_of="own", once=(("cell_committee", "halved"),))
    yield Person((), revoked=(("superior", "near"),))
    yield Person((("secretary", "own"),), member_of="own", revoked=(("clerk", "top"),))


def somebody(chance: Random) -> Person:
    """Up to three roles at random places, perhaps one more until its place ended, or none."""
    cells = {"own", "sibling", "far cell", "office", "gone", "older", "halved", "old hamlet"}
    cells |= {"kept", "kept on"}

    def pair(*, over: bool) -> tuple[str, str]:
        places = [p for p in ["top", *ABOVE_OF] if (p in WENT_INTO) == over]
        while True:
            role, place = chance.choice(list(ROLES)), chance.choice(places)
            kinds = ROLES[role]["kinds"]
            if kinds == "any" or (kinds == "cell") == (place in cells):
                return role, place

    held = {pair(over=False) for _n in range(chance.randint(0, 3))}
    once = {pair(over=True) for _n in range(chance.choice((0, 0, 1)))}
    member = chance.choice(["", *(p for p in ABOVE_OF if p not in WENT_INTO)])
    gone = {pair(over=False) for _n in range(chance.choice((0, 0, 1)))} - held
    return Person(tuple(sorted(held)), member, tuple(sorted(once)), tuple(sorted(gone)))
