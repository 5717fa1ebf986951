"""What was recorded of a meeting, beside its score sheet: all of it in one read."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from chibo.areas.meetings.models import Meeting
from chibo.areas.meetings.permissions import VIEW
from chibo.areas.meetings.steps import takes_notes
from chibo.core.actor import Actor
from chibo.core.wall import lifted

# Four short lists under one set of columns; the page is opened sheet after sheet.
STATEMENT = """
SELECT 'point' AS list, p.position AS place, '' AS name, p.id,
       p.title, p.notes, p.code, p.origin, NULL::date AS due_on, 0 AS number
  FROM meetings_agendapoint p WHERE p.meeting_id = %(meeting)s AND p.notes <> ''
UNION ALL
SELECT 'absent', 0, m.name_key, m.id, m.full_name, a.reason, '', '', NULL, 0
  FROM meetings_attendance a JOIN members_member m ON m.id = a.member_id
 WHERE a.meeting_id = %(meeting)s AND a.state IN ('excused', 'unexcused')
UNION ALL
SELECT 'vote', 0, '', v.id, v.subject, '', '', '', NULL, v.in_favour
  FROM meetings_vote v WHERE v.meeting_id = %(meeting)s
UNION ALL
SELECT 'task', 0, '', t.id, t.title, coalesce(m.full_name, ''), '', '', t.due_on, 0
  FROM resolutions_resolution r
  JOIN tasks_task t ON t.origin = 'resolution:' || r.id
  LEFT JOIN members_member m ON m.id = t.owner_id
 WHERE r.meeting_id = %(meeting)s
ORDER BY list, place, name, id
"""


@dataclass
class Beside:
    """A line of the record: a point with its notes, who was absent and why (`notes`), a vote with
    those in favour, a task with whose it is (`notes`; "" for the whole cell) and until when."""

    title: str
    notes: str
    code: str
    origin: str
    due_on: date | None
    number: int


@dataclass(frozen=True)
class Record:
    """The lists in their order: points as on the agenda, names by given name, votes and tasks as
    they were written down."""

    agenda: list[Beside] = field(default_factory=list)
    absent: list[Beside] = field(default_factory=list)
    votes: list[Beside] = field(default_factory=list)
    given: list[Beside] = field(default_factory=list)


def record_beside(actor: Actor, meeting: Meeting) -> Record:
    """What a meeting has on record for who grades it. One read. Raises NotAllowed."""
    actor.require(VIEW, meeting.unit)
    record = Record()
    lists = {
        "point": record.agenda,
        "absent": record.absent,
        "vote": record.votes,
        "task": record.given,
    }
    with lifted("what hangs on a meeting its grader may see"), connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"meeting": meeting.pk})
        for kind, _place, _name, _id, *told in cursor.fetchall():
            line = Beside(*told)
            if kind != "point" or (takes_notes(line) and line.notes.strip()):
                lists[kind].append(line)
    return record
