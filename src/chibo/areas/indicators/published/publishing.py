"""On a province's server: numbers of its own, and the publication of its figures."""

from datetime import datetime
from itertools import pairwise

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from chibo.areas.indicators.kept.positions import complete_positions
from chibo.areas.indicators.models import KeptFact
from chibo.areas.indicators.published.tables import PUBLISHED, RANGE, ROWS, SERVERS, SHARED
from chibo.areas.organisation.models import Unit
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.i18n import _

PUBLICATION = "chibo_figures"
NUMBERED = """
SELECT pg_get_serial_sequence(attrelid::regclass::text, attname) FROM pg_attribute
 WHERE attrelid = %s::regclass AND attidentity <> ''
"""
BEGUN = gettext_noop(
    "Đơn vị %s đã có trước khi máy chủ nhận dải số của mình nên số của nó có thể trùng với máy chủ "
    "khác. Hãy bắt đầu từ một hệ thống trống: lập các cấp trên chung, chạy lệnh này, rồi mới nhập "
    "tổ chức của tỉnh."
)
WHY = "every unit must have a number of this server's own"


class CannotPublish(Refused):
    """This server's figures would collide with those of another one, or not be understood."""

    code = "cannot_publish"


@transaction.atomic
def publish(*, actor: Actor, server: int, now: datetime) -> int:
    """Give this server its numbers and publish its figures; how many tables.

    May be said again after an upgrade. Raises CannotPublish.
    """
    _require_numbers(server)
    depth = _length_above()
    known = complete_positions().at
    with connection.cursor() as cursor:
        for each in PUBLISHED:
            _begin_numbers(each.table, server)
            cursor.execute(f"ALTER TABLE {each.table} REPLICA IDENTITY {each.identity()}")
        cursor.execute(f"DROP PUBLICATION IF EXISTS {PUBLICATION}")
        tables = ", ".join(each.clause(depth) for each in PUBLISHED)
        cursor.execute(
            f"CREATE PUBLICATION {PUBLICATION} FOR TABLE {tables}"
            " WITH (publish_via_partition_root = true)"  # a year may have a table of its own
        )
    audit.record(
        actor=actor,
        action="figures.published",
        at=now,
        target=f"server:{server}",
        changes={"tables": len(PUBLISHED), "facts": len(known)},
    )
    return len(PUBLISHED)


def facts_in_order() -> list[str]:
    """The names of the facts in the order of their positions."""
    return list(KeptFact.objects.order_by("position").values_list("name", flat=True))


def _require_numbers(server: int) -> None:
    if server not in SERVERS:
        told = _("Số máy chủ phải từ %(first)d đến %(last)d.")
        raise CannotPublish(told % {"first": SERVERS[0], "last": SERVERS[-1]})
    own = (server * RANGE, (server + 1) * RANGE)
    rows = Unit.objects.unscoped(WHY).filter(pk__gt=SHARED)
    strange = rows.exclude(pk__gte=own[0], pk__lt=own[1]).order_by("pk").first()
    if strange is not None:
        raise CannotPublish(_(BEGUN) % strange.code)


def _length_above() -> int:
    """The length of the path of the lowest shared unit: they stand in one line, above all cells."""
    rows = Unit.objects.unscoped(WHY).filter(pk__lte=SHARED).order_by("path")
    line = list(rows)
    if not line:
        raise CannotPublish(
            _(
                "Chưa có đơn vị cấp trên chung của các máy chủ (ví dụ: cả nước). Hãy lập đơn vị đó "
                "trước, giống nhau ở mọi máy chủ."
            )
        )
    for above, unit in pairwise(line):
        if unit.parent_id != above.pk or unit.is_cell:
            raise CannotPublish(_(BEGUN) % unit.code)
    return len(line[-1].path)


def _begin_numbers(table: str, server: int) -> None:
    """New rows get numbers no other server gives."""
    first = server * (RANGE if table == Unit._meta.db_table else ROWS)
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED, [table])
        for (sequence,) in cursor.fetchall():
            cursor.execute(
                f"SELECT setval(%s::regclass, greatest(%s, last_value)) FROM {sequence}",  # noqa: S608
                [sequence, first],
            )
