"""The burden as facts of indicators: of each unit with all below it, where they stood then."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.periodic.forms import Form, forms
from chibo.areas.periodic.periods import Period
from chibo.core.periods import Month
from chibo.core.wall import lifted

# Who writes a report: the units of its kind at and below whoever asks for it on its last day.
_STATEMENT = """
WITH owed AS (
  SELECT * FROM unnest(%(forms)s::text[], %(kinds)s::text[], %(days)s::date[], %(fields)s::int[],
                       %(minutes)s::int[]) AS owed(form, kind, day, fields, minutes)
), asked AS (
  SELECT DISTINCT owed.*, st.path FROM owed
    JOIN periodic_asking a ON a.form = owed.form AND a.starts_on <= day
         AND (a.ends_before IS NULL OR a.ends_before > day)
    JOIN organisation_unitstanding st ON st.unit_id = a.unit_id
         AND st.starts_on <= day AND st.ends_before > day
), written AS (
  SELECT DISTINCT asked.form, asked.day, asked.fields, asked.minutes, st.unit_id, st.path
    FROM asked JOIN organisation_unitstanding st ON st.kind = asked.kind
         AND st.path >= asked.path AND st.path < asked.path || '~'
         AND st.starts_on <= day AND st.ends_before > day
)
SELECT own.unit_id, sum(fields)::bigint, sum(minutes)::bigint
  FROM written JOIN organisation_unitstanding own ON own.unit_id = ANY(%(units)s)
       AND own.starts_on <= day AND own.ends_before > day
       AND written.path >= own.path AND written.path < own.path || '~'
 GROUP BY own.unit_id
"""


def burden_facts(unit_ids: Sequence[int], months: Sequence[Month]) -> Mapping[int, Facts]:
    """`burden_fields` and `burden_minutes` of the reports whose day lies in the months.

    Of units the actor may look at; nobody is asked: 0. One statement.
    """
    rows = list(_owed(months))
    found: dict[int, Facts] = {pk: _facts(0, 0) for pk in unit_ids}
    given: dict[str, Any] = {
        "units": list(unit_ids),
        "forms": [form.code for form, _kind, _day in rows],
        "kinds": [kind for _form, kind, _day in rows],
        "days": [day for _form, _kind, day in rows],
        "fields": [form.fields for form, _kind, _day in rows],
        "minutes": [form.minutes for form, _kind, _day in rows],
    }
    with lifted("what is asked of units, added up"), connection.cursor() as cursor:
        cursor.execute(_STATEMENT, given)
        found |= {pk: _facts(fields, minutes) for pk, fields, minutes in cursor.fetchall()}
    return found


def _owed(months: Sequence[Month]) -> Iterator[tuple[Form, str, date]]:
    """Each form, kind of unit and last day of a period whose report is due in the months."""
    wanted = set(months)
    for form in forms().values():
        for kind in form.due:
            seen = {
                Period.on(form.period, m.plus(-back).first) for m in months for back in range(4)
            }
            for period in sorted(seen, key=lambda each: each.last_day):
                if form.covers(period) and Month.of(form.due_on(kind, period)) in wanted:
                    yield form, kind, period.last_day


def _facts(fields: int, minutes: int) -> Facts:
    return {"burden_fields": fields, "burden_minutes": minutes}
