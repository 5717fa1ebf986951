"""People are found by their whole name in any part of the country, also misspelt."""

from django.db import connection, migrations, models

from chibo.areas.members.naming import folded_name

CHUNK = 20_000
FILL = """
UPDATE members_member AS member SET folded_name = given.name
  FROM unnest(%s::bigint[], %s::text[]) AS given(id, name) WHERE member.id = given.id
"""
NEXT = "SELECT id, full_name FROM members_member WHERE id > %s ORDER BY id LIMIT %s"


def fill(apps, schema_editor):
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(NEXT, [last, CHUNK])
            rows = cursor.fetchall()
            if not rows:
                break
            ids = [pk for pk, _name in rows]
            cursor.execute(FILL, [ids, [folded_name(name) for _pk, name in rows]])
            last = ids[-1]


class Migration(migrations.Migration):
    dependencies = [("members", "0009_mentoring")]
    operations = [
        migrations.AddField(
            "member",
            "folded_name",
            models.TextField(db_collation="C", default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "member",
            models.Index(fields=["folded_name", "unit_path", "id"], name="member_folded_name"),
        ),
    ]
