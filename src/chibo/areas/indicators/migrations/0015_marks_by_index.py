"""What marks look up in other tables they find row by row, by index, whatever a session planned.

A function of a trigger keeps its plan for as long as a session lasts. Made while a table was empty
it read that table from end to end for every row from then on: of a first register of 50,000 members,
where the session had touched stays before, 50,000 times 50,000 stays, a quarter of an hour instead
of a second. Asked for laterally (OFFSET 0 keeps it so) and without reading a table in its order,
only the index of what is asked for is left.
"""

from importlib import import_module

from django.db import migrations

first = import_module("chibo.areas.indicators.migrations.0003_dirty_marks")
judged = import_module("chibo.areas.indicators.migrations.0006_marks_of_judged_meetings")
every = import_module("chibo.areas.indicators.migrations.0009_marks_of_every_measure")

STAYS = (
    "SELECT DISTINCT stay.cell_id, NULL::date FROM changed CROSS JOIN LATERAL ("
    "SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.{member} OFFSET 0) stay"
)
# table: how it is asked now, and (what to mark, the columns that count) before.
MARKS = {
    "members_member": (STAYS.format(member="id"), every.MORE["members_member"][1]),
    "members_statechange": (STAYS.format(member="member_id"), every.NEW["members_statechange"]),
    "members_stay": (
        "SELECT cell_id, NULL::date FROM changed"
        " UNION SELECT came.cell_id, NULL::date FROM changed CROSS JOIN LATERAL ("
        "SELECT s.cell_id FROM members_stay s WHERE s.member_id = changed.member_id"
        " AND s.how = 'followed' OFFSET 0) came",
        every.MORE["members_stay"][1],
    ),
    "scoring_scoresheet": (
        "SELECT DISTINCT m.unit_id, date_trunc('month', m.held_on)::date"
        " FROM changed CROSS JOIN LATERAL ("
        "SELECT held.unit_id, held.held_on, held.state FROM meetings_meeting held"
        " WHERE held.id = changed.meeting_id OFFSET 0) m"
        " WHERE m.state <> 'planned' AND m.held_on IS NOT NULL",
        first.MARKS["scoring_scoresheet"],
    ),
    "training_enrolment": (
        "SELECT DISTINCT c.unit_id, date_trunc('month', c.starts_on)::date"
        " FROM changed CROSS JOIN LATERAL ("
        "SELECT class.unit_id, class.starts_on FROM training_trainingclass class"
        " WHERE class.id = changed.training_class_id OFFSET 0) c",
        every.NEW["training_enrolment"],
    ),
}


def _function(table, mark, columns):
    function = judged.FUNCTION.replace("meetings_meeting", table)
    return function.format(columns=columns, mark=mark)


def _by_index(table):
    mark, (_before, columns) = MARKS[table]
    function = _function(table, mark, columns)
    return function.replace("LANGUAGE plpgsql", "LANGUAGE plpgsql SET enable_seqscan = off")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0014_waiting_in_turn"),
    ]
    operations = [
        migrations.RunSQL(_by_index(table), _function(table, *before))
        for table, (_now, before) in MARKS.items()
    ]
