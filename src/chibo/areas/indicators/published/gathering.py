"""On a central server: the figures of provinces come in, what stands above them is added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import psycopg
from django.db import connection
from psycopg import sql

from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.kept.positions import complete_positions, known_positions
from chibo.areas.indicators.kept.sums import sum_up, sums_that_differ
from chibo.areas.indicators.models import (
    CellMonth,
    FoldState,
    KeptFact,
    KeptFigures,
    KeptState,
    UnitMonth,
)
from chibo.areas.indicators.published.publishing import PUBLICATION, facts_in_order
from chibo.areas.indicators.published.tables import LEFT_OUT, PUBLISHED, SHARED, keeps_records
from chibo.areas.indicators.rollup.bodies import recount_bodies
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import _

WHY = "what stands above the provinces is added up for everybody"
ANY = "0" * SEGMENT
"""A place below another one; which one does not matter to the sums above it."""
STATUS = """
SELECT subname, pid IS NOT NULL, latest_end_time,
       (SELECT count(*) FROM pg_subscription_rel rel
         WHERE rel.srsubid = stat.subid AND rel.srsubstate <> 'r')
  FROM pg_stat_subscription stat WHERE relid IS NULL AND subname LIKE 'chibo\\_%' ORDER BY 1
"""


class CannotGather(Refused):
    """The figures of that server cannot stand beside those that are here."""

    code = "cannot_gather"


@dataclass(frozen=True)
class Source:
    """A province whose figures come in. `waiting`: tables not copied whole yet."""

    name: str
    is_connected: bool
    heard_at: datetime | None
    waiting: int


def gather(*, actor: Actor, name: str, url: str, now: datetime) -> None:
    """Let the figures of a province come in from now on. Raises CannotGather.

    Not in a transaction: PostgreSQL makes the subscription's slot on the other server at once.
    """
    if keeps_records():
        raise CannotGather(
            _(
                "Máy chủ này giữ hồ sơ của mình. Máy chủ trung tâm là một hệ thống riêng, đặt "
                "CHIBO_KEEPS=figures trước khi lập."
            )
        )
    _require_same_facts(url)
    with connection.cursor() as cursor:
        for each in PUBLISHED:  # a row is known again by the same columns on both sides
            cursor.execute(f"ALTER TABLE {each.table} REPLICA IDENTITY {each.identity()}")
        for table, columns in LEFT_OUT.items():
            for column, instead in columns.items():
                cursor.execute(f"ALTER TABLE {table} ALTER {column} SET DEFAULT {instead}")
        made = sql.SQL("CREATE SUBSCRIPTION {} CONNECTION {} PUBLICATION {}").format(
            sql.Identifier(f"chibo_{name}"), sql.Literal(url), sql.Identifier(PUBLICATION)
        )
        cursor.execute(made.as_string(cursor.connection))
    audit.record(actor=actor, action="figures.gathered", at=now, target=f"source:{name}")


def leave(*, actor: Actor, name: str, now: datetime) -> None:
    """No figures come in from that province any more; those that came stay."""
    with connection.cursor() as cursor:
        dropped = sql.SQL("DROP SUBSCRIPTION {}").format(sql.Identifier(f"chibo_{name}"))
        cursor.execute(dropped.as_string(cursor.connection))
    audit.record(actor=actor, action="figures.left", at=now, target=f"source:{name}")


def sources() -> list[Source]:
    """Whose figures come in, and when they were last heard of."""
    with connection.cursor() as cursor:
        cursor.execute(STATUS)
        return [Source(name.removeprefix("chibo_"), *rest) for name, *rest in cursor.fetchall()]


def add_up(*, today: date) -> int:
    """Sum again what stands above the provinces; how many months. In the folder's transaction."""
    shared = _shared()
    if not shared:
        return 0
    positions = known_positions()
    for unit in shared:
        below = KeptFigures.objects.filter(above=unit.path).values_list("first", "months")
        own = KeptFigures.objects.filter(path=unit.path).values_list("first", "months")
        periods = {Period(*each) for each in (*below.distinct(), *own)}
        sum_up({(unit.path + ANY, period): False for period in periods}, positions)
        recount_bodies([(unit.path, month) for month in _months(unit)])
    first = KeptFigures.objects.order_by("first").values_list("first", flat=True).first()
    for model in (KeptState, FoldState):
        model._default_manager.all().delete()
    FoldState.objects.create(folded_on=today)
    if first is not None:
        KeptState.objects.create(kept_from=first, folded_on=today)
    return len(shared)


def sums_off() -> list[str]:
    """Units whose sums do not follow from what came in, in sentences."""
    rows = KeptFigures.objects.values_list("above", "first", "months").exclude(above="")
    places = {(above, Period(first, months)) for above, first, months in rows.distinct()}
    units = Unit.objects.unscoped(WHY).filter(path__in=sums_that_differ(places, known_positions()))
    told = _("%s: số tổng hợp các tháng đếm lại không khớp.")
    return [told % unit.code for unit in units.order_by("path")]


def _shared() -> list[Unit]:
    """From the lowest up."""
    return list(Unit.objects.unscoped(WHY).filter(pk__lte=SHARED).order_by("-path"))


def _months(unit: Unit) -> Iterable[date]:
    cells = CellMonth.objects.unscoped(WHY).filter(above=unit.path)
    bodies = UnitMonth.objects.unscoped(WHY).filter(above=unit.path)
    own = UnitMonth.objects.unscoped(WHY).filter(unit=unit)
    months = [rows.values_list("month", flat=True).distinct() for rows in (cells, bodies, own)]
    return sorted(set().union(*months))


def _require_same_facts(url: str) -> None:
    """The numbers of a row stand in one order everywhere: that of the first who came."""
    with psycopg.connect(url) as other:
        rows = other.execute("SELECT name FROM indicators_keptfact ORDER BY position").fetchall()
    theirs = [name for (name,) in rows]
    if not KeptFigures.objects.exists():
        KeptFact.objects.all().delete()
        KeptFact.objects.bulk_create(
            KeptFact(name=name, position=position) for position, name in enumerate(theirs)
        )
        complete_positions()
    ours = facts_in_order()
    if ours[: len(theirs)] != theirs:
        raise CannotGather(
            _(
                "Máy chủ kia giữ các số liệu theo thứ tự khác nên không cộng chung được. Hãy nâng "
                "cấp hai bên lên cùng một bản, rồi chạy “chibo verify --rebuild” ở máy chủ kia."
            )
        )
