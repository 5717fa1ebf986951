"""The path of a unit: its ancestors' ids and its own, five base-36 characters each.

A subtree is then one range of a plain btree index (`path >= p and path < p || '~'`), also under
row-level security. See docs/adr/0006 for which rows carry it.
"""

from django.db import connection

from chibo.areas.organisation.models import SEGMENT, Unit

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(unit_id: int) -> str:
    """The five characters that stand for one unit."""
    text = ""
    rest = unit_id
    while rest:
        rest, digit = divmod(rest, 36)
        text = _DIGITS[digit] + text
    if len(text) > SEGMENT:
        raise OverflowError(f"unit id {unit_id} does not fit a path")
    return text.rjust(SEGMENT, "0")


def unit_of(segment: str) -> int:
    """The id of the unit that a path's five characters stand for."""
    return int(segment, 36)


def segments(path: str) -> list[str]:
    """The parts of a path, one a unit, from the root down."""
    return [path[start : start + SEGMENT] for start in range(0, len(path), SEGMENT)]


def path_under(parent: Unit | None, unit_id: int) -> str:
    """The path of a unit with `unit_id` under `parent`."""
    return (parent.path if parent else "") + segment(unit_id)


def new_ids(count: int) -> list[int]:
    """Reserve `count` unit ids, so that a path can be known before its row is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('organisation_unit', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
