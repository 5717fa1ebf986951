"""Marks come with standings and stays: they say where a cell stood and who belonged to it."""

from importlib import import_module

from django.db import migrations

marks = import_module("chibo.areas.indicators.migrations.0003_dirty_marks")

# The old superior needs no mark: the rows that were kept say what they were summed under.
MARKS = {
    "organisation_unitstanding": (
        "SELECT DISTINCT unit_id, NULL::date FROM changed",
        "unit_id, path, is_cell, starts_on, ends_before",
    ),
    "members_stay": (
        "SELECT DISTINCT cell_id, NULL::date FROM changed",
        "member_id, cell_id, starts_on, ends_before",
    ),
}


def _forward(table):
    mark, columns = MARKS[table]
    return marks.FUNCTION.format(table=table, mark=mark, columns=columns)


# A member's record says since when and until when they count; in which cell, their stays.
MEMBER = (
    "SELECT DISTINCT stay.cell_id, NULL::date FROM changed"
    " JOIN members_stay stay ON stay.member_id = changed.id",
    "id, joined_on, full_on, state, state_on",
)


def _member(mark, columns):
    return marks.FUNCTION.format(table="members_member", mark=mark, columns=columns)


GONE_MEMBER = marks.REMOVAL.format(table="members_member")
GONE_UNIT = marks.REMOVAL.format(table="organisation_unit")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_through_time"),
        ("organisation", "0002_through_time"),
        ("members", "0005_stays"),
    ]
    operations = [
        *(
            migrations.RunSQL(_forward(table), marks.REMOVAL.format(table=table))
            for table in MARKS
        ),
        migrations.RunSQL(GONE_UNIT, marks._forward("organisation_unit")),
        migrations.RunSQL(GONE_MEMBER, marks._forward("members_member")),
        migrations.RunSQL(_member(*MEMBER), GONE_MEMBER),
    ]
