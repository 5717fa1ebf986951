"""Small functions that put records into the test database, with plausible defaults."""

from tests.factories.changes import a_change
from tests.factories.meetings import a_held_meeting, a_planned_meeting, a_report, a_score
from tests.factories.members import a_member
from tests.factories.oversight import an_overseer
from tests.factories.people import an_account, an_actor
from tests.factories.places import a_place
from tests.factories.posts import a_post
from tests.factories.training import a_class, a_target, an_enrolment
from tests.factories.units import a_cell, a_commune, a_province, a_unit

__all__ = [
    "a_cell",
    "a_change",
    "a_class",
    "a_commune",
    "a_held_meeting",
    "a_member",
    "a_place",
    "a_planned_meeting",
    "a_post",
    "a_province",
    "a_report",
    "a_score",
    "a_target",
    "a_unit",
    "an_account",
    "an_actor",
    "an_enrolment",
    "an_overseer",
]
