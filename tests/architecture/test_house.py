"""The house keeps its shape: sizes, and one way in for every reader and writer.

Floors are looked at by `lint-imports`, which bin/check calls.
"""

import re
import statistics
from collections.abc import Sequence

import pytest
from django.apps import apps
from django.db import models

from chibo.core.scoped import ScopedManager
from tests.architecture.source import (
    Function,
    functions,
    modules,
    top_level_functions,
)

AREAS = [app.label for app in apps.get_app_configs() if app.name.startswith("chibo.areas.")]


class TestSizes:
    """Short files and short functions: docs/adr, and the figures other projects reach."""

    def measured(self, sizes: Sequence[int]) -> tuple[float, int, int]:
        ninth_tenth = sorted(sizes)[int(len(sizes) * 0.9)]
        return statistics.median(sizes), ninth_tenth, max(sizes)

    def test_modules(self) -> None:
        lines = [text.count("\n") for text in modules().values() if text]
        median, p90, longest = self.measured(lines)
        print(f"modules: median {median}, p90 {p90}, longest {longest} lines")
        assert median <= 80
        assert p90 <= 250
        assert longest <= 400

    def test_functions(self) -> None:
        median, p90, longest = self.measured([function.lines for function in functions()])
        print(f"functions: median {median}, p90 {p90}, longest {longest} lines")
        assert median <= 8
        assert p90 <= 20
        too_long = [f"{f.module}.{f.name} ({f.lines})" for f in functions() if f.lines > 40]
        assert not too_long
        assert longest <= 40


# Who calls one of these has a record that somebody's actor was allowed to see, or writes nothing.
RECORDS = {
    "directive",
    *("account", "unit", "cell", "cells", "meeting", "report", "sheet", "vote", "roll", "habit"),
    *("row", "rows", "files", "minutes", "rubric", "months", "now", "member"),
    "sitting",
    "asked",  # carries the actor it is asked for
}
WITHOUT_ACTOR = {
    "areas.access.actions.one_time_password": "draws letters",
    "areas.access.actions.create_first_administrator": "on the server, before anybody has a role",
    "areas.access.queries.operator_actor": "makes the actor of a command",
    "areas.calendars.actions.hashed": "the hash of a secret; reads nothing",
    "areas.calendars.queries.found_feed": "by the hash of a secret its reader proved to know",
    "areas.calendars.queries.subscription": "asks as the owner of the address, by today's roles",
    "areas.inputs.actions.links.hashed": "the hash of a secret; reads nothing",
    "areas.inputs.queries.found_input": "by the hash of a secret its reader proved to know",
    "areas.exchange.queries.example_workbook": "the same empty form for everybody",
    "areas.indicators.closing.queries.is_closed": "whether a month is closed; no figure in it",
    "areas.indicators.closing.queries.is_closed_since": "the same of any month from a day on",
    "areas.indicators.queries.report.figures_of": "words for facts already counted; reads nothing",
    "areas.indicators.actions.fold": "a job: counts for all, shows nobody anything",
    "areas.indicators.actions.rebuild": "a job: counts for all, shows nobody anything",
    "areas.indicators.actions.rebuild_sums": "a job: counts for all, shows nobody anything",
    "areas.indicators.actions.verify": "a command on the server",
    "areas.indicators.actions.verify_kept": "a command on the server",
    "areas.indicators.actions.verify_tonight": "a job: compares for all, shows nobody anything",
    "areas.indicators.actions.fold_waiting": "counts for all, shows nobody anything",
    "areas.members.duplicates.queries.in_tables": "words for counts its caller may see",
    "areas.members.duplicates.queries.told_apart": "pairs of ids, to leave out of what is told",
    "areas.minutes.queries.changed_minutes": "a command on the server recomputes every seal",
    "areas.periodic.queries.asked.is_asked": "by askings over a unit its caller may see",
    "areas.periodic.queries.asked.owed_between": "a job: who is reminded, shows nobody anything",
    "areas.periodic.queries.sealed.changed_reports": "a command recomputes every seal",
    "areas.signin.actions.sealing_again.codes_needed": "a command on the server counts, by key",
    "areas.signin.actions.sealing_again.keys_needed": "a command on the server counts, by key",
    "areas.summations.queries.sealed.changed_summations": "a command recomputes every seal",
    "areas.reports.queries.due_on": "a day of the calendar",
    "areas.tokens.actions.mark_of": "the hash of a secret; reads nothing",
    "areas.tasks.queries.tasks_from": "by the record the tasks come from, which its caller may see",
}


def offered() -> list[Function]:
    """The public functions of the areas' queries and actions."""
    return [
        function
        for module in modules()
        if module.startswith("areas.") and {"queries", "actions"} & set(module.split(".")[2:4])
        for function in top_level_functions(module)
        if function.is_public
    ]


class TestOneWayIn:
    def test_readers_and_writers_take_an_actor_or_a_record_somebody_was_allowed_to_see(
        self,
    ) -> None:
        assert len(offered()) > 100
        without = [f for f in offered() if "actor" not in f.parameters]
        unexplained = [
            f"{f.module}.{f.name}{f.parameters}"
            for f in without
            if f"{f.module}.{f.name}" not in WITHOUT_ACTOR and f.parameters[0] not in RECORDS
        ]
        assert not unexplained

    def test_without_an_actor_nobody_reads_by_a_bare_id(self) -> None:
        by_id = [
            f"{f.module}.{f.name}"
            for f in offered()
            if "actor" not in f.parameters and any(p.endswith(("_id", "pk")) for p in f.parameters)
        ]
        assert not by_id

    def test_the_explanations_are_not_outdated(self) -> None:
        names = {f"{f.module}.{f.name}" for f in offered()}
        assert WITHOUT_ACTOR.keys() <= names

    def test_writers_take_the_time_and_do_not_read_the_clock(self) -> None:
        for module, text in modules().items():
            if module.startswith("areas."):
                assert "clock.now(" not in text, module
                assert "clock.today(" not in text, module
                assert "timezone.now(" not in text, module

    def test_every_public_function_says_what_it_promises(self) -> None:
        silent = [f"{f.module}.{f.name}" for f in offered() if not f.docstring]
        assert not silent

    def test_an_unscoped_query_stands_only_where_its_reason_can_be_checked(self) -> None:
        """Not in pages: they ask for the one who looks at them."""
        pages = [module for module in modules() if module.startswith("web.")]
        assert not [module for module in pages if ".unscoped(" in modules()[module]]


# Parts of a record that are reached through it alone: (model, through).
PARTS = {
    "organisation.UnitOrigin": "unit",
    "documents.PaperText": "paper",
    "access.RoleEnd": "grant",
    "plans.PlanLine": "plan",
    "plans.PlanStep": "plan",
    "posts.PostEnd": "post",
    "remedies.Remedy": "shortcoming",
    "tasks.TaskHandover": "task",
    "tasks.TaskNote": "task",
    "tasks.TaskReview": "task",
    "meetings.CellHabit": "unit",
    "meetings.AgendaPoint": "meeting",
    "meetings.PaperToSend": "meeting",
    "meetings.Attendance": "meeting",
    "meetings.Vote": "meeting",
    **dict.fromkeys(
        (
            *("sittings.Visitor", "sittings.PartAttendance", "sittings.PresenceRequest"),
            *("sittings.Opinion", "sittings.Remark", "sittings.BallotCount"),
            *(
                "sittings.Reservation",
                "sittings.PartTimes",
                "sittings.Screen",
                "sittings.PrintedList",
            ),
        ),
        "meeting",
    ),
    "committee_meetings.CommitteePoint": "sitting",
    "drafts.DraftSentence": "draft",
    "committee_meetings.CommitteeAttendance": "sitting",
    "topics.TopicFile": "topic",
    "topics.TopicRemark": "topic",
    "scoring.ScoreLine": "sheet",
    "scoring.ThematicSheet": "sheet",
    "minutes.Signature": "minutes",
    "minutes.Amendment": "minutes",
    "minutes.MinutesOpened": "minutes",
    "reports.ReportComment": "report",
    "reports.ReportEvent": "report",
    "periodic.LineComment": "report",
    "periodic.PeriodicStep": "report",
    "periodic.Seal": "report",
    "summations.SummationVersion": "summation",
    "grading.SecondLookSheet": "look",
    "duplicates.MergedRow": "merge",
    "exchange.ImportFile": "batch",
    "exchange.ImportProgress": "batch",
    "exchange.ImportProblem": "batch",
    "exchange.ImportChange": "batch",
}
# Neither a record of the business nor part of one.
APART = {
    "access.Account": "found by name at sign-in; lists go through its grants",
    "access.OpenSession": "of whoever asks, or counted for who manages the account",
    **dict.fromkeys(
        ("signin.AuthenticatorApp", "signin.Passkey", "signin.RecoveryCode"),
        "of whoever signs in, or of an account its asker manages",
    ),
    "tokens.Token": "of whoever asks, found by its hash, or of an account its asker manages",
    "indicators.DirtyMark": "what waits to be recounted; never shown",
    "indicators.MovedMonth": "parts of sums, added up where they are kept; never shown",
    "indicators.FoldState": "how far counting has come; never shown",
    "indicators.KeptFigures": "figures at a place of the tree; read for a unit the actor may see",
    "indicators.KeptFact": "names of numbers; never shown",
    "indicators.KeptMeasure": "by which words was counted; never shown",
    "indicators.ClosedPeriod": "seals over the figures of all places; no figure in them",
    "indicators.ClosedFigures": "figures as they were closed; read for a unit the actor may see",
    "indicators.KeptCarried": "where ended units' figures were kept; never shown",
    "signin.BrakedTries": "asked before it is known who somebody is; never shown",
    "indicators.KeptState": "how far counting has come; never shown",
    "indicators.KeptDoubt": "figures that are not shown",
    "posts.FactMark": "what waits to be recounted; never shown",
    "posts.FactState": "whether facts were counted; never shown",
    "posts.FactSum": "sums at a place of the tree; read for a unit the actor may see",
}


def business_models() -> list[type[models.Model]]:
    return [model for area in AREAS for model in apps.get_app_config(area).get_models()]


def test_every_table_of_the_business_asks_for_an_actor_or_is_part_of_one_that_does() -> None:
    open_tables = [
        model._meta.label
        for model in business_models()
        if not isinstance(model._default_manager, ScopedManager)
        and model._meta.label not in PARTS | APART
    ]
    assert not open_tables


@pytest.mark.parametrize(("label", "through"), PARTS.items())
def test_a_part_hangs_on_a_record_that_asks_for_an_actor(label: str, through: str) -> None:
    whole = apps.get_model(label)._meta.get_field(through).related_model
    assert isinstance(whole, type)
    assert isinstance(whole._default_manager, ScopedManager)  # type: ignore[attr-defined]


def test_a_query_set_that_asks_names_the_permission_it_asks_for() -> None:
    from chibo.areas.access.permissions import PERMISSIONS

    for model in business_models():
        rows = model._default_manager.all()
        if isinstance(model._default_manager, ScopedManager):
            assert rows.view_permission in PERMISSIONS, model._meta.label  # type: ignore[attr-defined]


def test_no_two_works_wait_for_each_other_by_one_lock() -> None:
    """Each advisory lock has a number of its own."""
    numbers = re.findall(r"^\w+ = (4_102_\d+|0x4348\d+)", "\n".join(modules().values()), re.M)
    assert len(numbers) > 5
    assert len(set(numbers)) == len(numbers)
