"""What the tests of merging share: merging, undoing, and all rows there are."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection

from chibo.areas.members.duplicates import actions
from chibo.areas.members.duplicates.models import Merge, Proposal
from chibo.areas.members.models import Member
from chibo.core.actor import Actor
from chibo.core.clock import ZONE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
BORN = date(1970, 2, 5)
NUMBER = "062070000001"
APART = {"duplicates", "core"}
MARKS = (
    *("indicators.DirtyMark", "indicators.FoldState", "posts.FactMark", "posts.FactState"),
    *("indicators.KeptFigures", "indicators.KeptFact", "indicators.KeptMeasure"),
    *(
        "indicators.KeptCarried",
        "indicators.KeptState",
        "indicators.KeptDoubt",
        "indicators.ClosedPeriod",
        "indicators.ClosedFigures",
    ),
)


def proposal() -> Proposal:
    actions.search(now=NOW)
    return Proposal.objects.unscoped("test").get()


def merged(actor: Actor, kept: Member, gone: Member, take: Iterable[str] = ()) -> Merge:
    versions = {each.pk: Member.objects.unscoped("test").get(pk=each.pk).version
                for each in (kept, gone)}  # fmt: skip
    return actions.merge(
        actor=actor,
        proposal_id=proposal().pk,
        keep_id=kept.pk,
        take=take,
        versions=versions,
        why="Ghi hai lần khi nhập bảng tính",
        now=NOW,
    )


def undone(actor: Actor, done: Merge) -> Merge:
    return actions.undo_merge(actor=actor, merge_id=done.pk, now=NOW + timedelta(days=1))


def everything() -> dict[str, dict[str, Any]]:
    """Every row of every table of the business, versions apart."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("chibo.") or model._meta.app_label in APART:
            continue
        if model._meta.label in MARKS:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT to_jsonb(t)::jsonb - 'version' FROM \"{model._meta.db_table}\" t"
            )
            rows = sorted(str(row[0]) for row in cursor.fetchall())
        found[model._meta.label] = {str(number): row for number, row in enumerate(rows)}
    return found
