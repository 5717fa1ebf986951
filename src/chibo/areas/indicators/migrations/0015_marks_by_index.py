"""What marks look up in other tables they find by index, whatever a table was like when first asked.

A function of a trigger keeps its plan for as long as a session lasts. Made while a table was empty
it read that table from end to end for every row from then on: of a first register of 50,000 members,
where the session had touched stays before, 50,000 times 50,000 stays, hours instead of seconds.
Whoever writes such a function again (CREATE OR REPLACE) says this again.
"""

from django.db import migrations

LOOKING_ELSEWHERE = (
    "members_member",
    "members_statechange",
    "members_stay",
    "scoring_scoresheet",
    "training_enrolment",
)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0014_waiting_in_turn"),
    ]
    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION indicators_mark_{table}() SET enable_seqscan = off",
            f"ALTER FUNCTION indicators_mark_{table}() RESET enable_seqscan",
        )
        for table in LOOKING_ELSEWHERE
    ]
