"""Keeping the stays of members true to their records; many members in few statements."""

from collections.abc import Sequence

from django.db import connection

from chibo.areas.members.models import ENDED_STATES

_BEGIN = """
INSERT INTO members_stay (member_id, cell_id, starts_on, ends_before, how)
SELECT m.id, m.cell_id, m.joined_on, '9999-12-31', 'joined'
FROM members_member m
WHERE m.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM members_stay s WHERE s.member_id = m.id)
"""
_OVER_BEFORE_JOINING = """
DELETE FROM members_stay s USING members_member m
WHERE m.id = s.member_id AND m.id = ANY(%(ids)s) AND s.ends_before <= m.joined_on
"""
_FIRST = """
UPDATE members_stay s SET starts_on = m.joined_on
FROM members_member m
WHERE m.id = s.member_id AND m.id = ANY(%(ids)s)
  AND (s.starts_on < m.joined_on OR (s.starts_on > m.joined_on AND s.how = 'joined'))
  AND NOT EXISTS (
    SELECT FROM members_stay e WHERE e.member_id = s.member_id AND e.starts_on < s.starts_on)
"""
_LAST = """
UPDATE members_stay s SET cell_id = m.cell_id,
  ends_before = CASE WHEN m.state = ANY(%(ended)s) THEN s.ends_before ELSE '9999-12-31' END
FROM members_member m
WHERE m.id = s.member_id AND m.id = ANY(%(ids)s)
  AND (s.cell_id <> m.cell_id OR (s.ends_before < '9999-12-31' AND m.state <> ALL(%(ended)s)))
  AND NOT EXISTS (
    SELECT FROM members_stay l WHERE l.member_id = s.member_id AND l.starts_on > s.starts_on)
"""


def begin_stays(member_ids: Sequence[int]) -> None:
    """Members new on record have been in their cell since they joined."""
    _run([_BEGIN], member_ids)


def correct_stays(member_ids: Sequence[int]) -> None:
    """After a correction: the first stay begins on joining, the last one is in the cell."""
    _run([_OVER_BEFORE_JOINING, _FIRST, _LAST, _BEGIN], member_ids)


def forget_stays(member_ids: Sequence[int]) -> None:
    """Before members are removed."""
    _run(["DELETE FROM members_stay WHERE member_id = ANY(%(ids)s)"], member_ids)


def _run(statements: Sequence[str], member_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"ids": list(member_ids), "ended": list(ENDED_STATES)})
