"""Everything the measures read leaves marks: figures of every month follow from them. See ADR 0013."""

from importlib import import_module

from django.db import migrations

first = import_module("chibo.areas.indicators.migrations.0003_dirty_marks")
judged = import_module("chibo.areas.indicators.migrations.0006_marks_of_judged_meetings")

# Tables that leave marks already: (what to mark, the columns that count), before and now.
MORE = {
    "meetings_meeting": (
        (judged.MARK, judged.AFTER),
        (judged.MARK, judged.AFTER + ", visitors <> '' AS is_visited"),
    ),
    "members_member": (
        (
            "SELECT DISTINCT stay.cell_id, NULL::date FROM changed"
            " JOIN members_stay stay ON stay.member_id = changed.id",
            "id, joined_on, full_on, state, state_on",
        ),
        (
            "SELECT DISTINCT stay.cell_id, NULL::date FROM changed"
            " JOIN members_stay stay ON stay.member_id = changed.id",
            "id, joined_on, full_on, state, state_on, gender, born_on",
        ),
    ),
    "organisation_unitstanding": (
        (
            "SELECT DISTINCT unit_id, NULL::date FROM changed",
            "unit_id, path, is_cell, starts_on, ends_before",
        ),
        (
            "SELECT DISTINCT unit_id, NULL::date FROM changed",
            "unit_id, path, is_cell, kind, starts_on, ends_before",
        ),
    ),
    # Under the structure of now members of an ended cell count where they followed to.
    "members_stay": (
        (
            "SELECT DISTINCT cell_id, NULL::date FROM changed",
            "member_id, cell_id, starts_on, ends_before",
        ),
        (
            "SELECT cell_id, NULL::date FROM changed"
            " UNION SELECT came.cell_id, NULL::date FROM changed"
            " JOIN members_stay came ON came.member_id = changed.member_id"
            " AND came.how = 'followed'",
            "member_id, cell_id, starts_on, ends_before, how",
        ),
    ),
}
NEW = {
    "members_statechange": (
        "SELECT DISTINCT stay.cell_id, NULL::date FROM changed"
        " JOIN members_stay stay ON stay.member_id = changed.member_id",
        'id, member_id, "on", from_state, from_state_on',
    ),
    "organisation_unit": (
        "SELECT DISTINCT id, NULL::date FROM changed",
        "id, path, founded_on, ended_before, heir_id",
    ),
    "organisation_unitchange": (
        "SELECT DISTINCT unit_id, NULL::date FROM changed WHERE state = 'applied'",
        'id, unit_id, kind, "on", state',
    ),
    "training_trainingclass": (
        "SELECT DISTINCT unit_id, date_trunc('month', starts_on)::date FROM changed",
        "id, unit_id, starts_on, course",
    ),
    "training_enrolment": (
        "SELECT DISTINCT c.unit_id, date_trunc('month', c.starts_on)::date FROM changed"
        " JOIN training_trainingclass c ON c.id = changed.training_class_id",
        "id, training_class_id, attended",
    ),
    "posts_fact": (
        "SELECT DISTINCT unit_id, NULL::date FROM changed WHERE code IN ('village_cell',"
        " 'head_yes', 'front_yes', 'named_place', 'named_led', 'place_covered',"
        " 'place_uncovered')",
        "id, unit_id, code, amount, starts_on, ends_before",
    ),
}


def _again(table, words):
    mark, columns = words
    function = judged.FUNCTION.replace("meetings_meeting", table)
    return function.format(columns=columns, mark=mark)


def _function(table, words):
    mark, columns = words
    return first.FUNCTION.format(table=table, mark=mark, columns=columns)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0008_kept_figures"),
        ("members", "0009_mentoring"),
        ("organisation", "0004_standing_name_key"),
        ("posts", "0006_fact_marks"),
        ("training", "0001_initial"),
    ]
    operations = [
        *(
            migrations.RunSQL(_again(table, now), _again(table, before))
            for table, (before, now) in MORE.items()
        ),
        *(
            migrations.RunSQL(_function(table, words), first.REMOVAL.format(table=table))
            for table, words in NEW.items()
        ),
    ]
