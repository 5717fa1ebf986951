"""The burden as facts of indicators: of each unit with all below it, where they stood then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import Facts
from chibo.areas.indicators.periods import LENGTHS
from chibo.areas.periodic.forms import Form, Line, forms
from chibo.areas.periodic.periods import Period
from chibo.core.periods import Month, months_between
from chibo.core.wall import lifted

# Who writes a report: the units of its kind at and below whoever asks for it on its last day.
# A line that sealed shorter reports answer is asked where a month of the period is not among them
# (of the unit, or of one merged into it during the period), and where a number was typed all the
# same. `chain`: a unit and whoever named it, or such a one, its heir.
_STATEMENT = """
WITH RECURSIVE owed AS (
  SELECT * FROM unnest(%(forms)s::text[], %(kinds)s::text[], %(firsts)s::date[], %(days)s::date[],
                       %(fields)s::int[], %(minutes)s::int[])
             AS owed(form, kind, first, day, fields, minutes)
), asked AS (
  SELECT DISTINCT owed.*, st.path FROM owed
    JOIN periodic_asking a ON a.form = owed.form AND a.starts_on <= day
         AND (a.ends_before IS NULL OR a.ends_before > day)
    JOIN organisation_unitstanding st ON st.unit_id = a.unit_id
         AND st.starts_on <= day AND st.ends_before > day
), written AS (
  SELECT DISTINCT asked.form, asked.first, asked.day, asked.fields, asked.minutes, st.unit_id,
         st.path
    FROM asked JOIN organisation_unitstanding st ON st.kind = asked.kind
         AND st.path >= asked.path AND st.path < asked.path || '~'
         AND st.starts_on <= day AND st.ends_before > day
         AND (%(own)s = false OR st.unit_id = ANY(%(units)s))
), carried AS (
  SELECT * FROM unnest(%(line_forms)s::text[], %(lines)s::text[], %(line_minutes)s::int[],
                       %(since)s::date[]) AS carried(form, line, minutes, since)
), chain(unit_id, whose) AS (
  SELECT DISTINCT unit_id, unit_id FROM written JOIN carried USING (form)
  UNION
  SELECT chain.unit_id, gone.id FROM chain JOIN organisation_unit gone
      ON gone.heir_id = chain.whose AND gone.kind = ANY(%(bodies)s)
), months AS (
  SELECT * FROM unnest(%(month_forms)s::text[], %(month_days)s::date[], %(month_lasts)s::date[])
             AS months(form, day, last)
), saved AS (
  SELECT w.form, w.day, w.unit_id, count(*) AS fields, sum(c.minutes) AS minutes
    FROM written w JOIN carried c ON c.form = w.form
    LEFT JOIN periodic_periodicreport own
      ON own.unit_id = w.unit_id AND own.form = w.form AND own.starts_on = w.first
   WHERE coalesce(own.typed -> c.line ->> 0, 'open') = 'open'
     AND NOT EXISTS (
       SELECT FROM months m JOIN chain ON chain.unit_id = w.unit_id
         JOIN organisation_unitstanding st ON st.unit_id = chain.whose
              AND st.starts_on <= m.last AND st.ends_before > m.last
        WHERE m.form = w.form AND m.day = w.day
          AND (chain.whose = w.unit_id OR NOT EXISTS (
                SELECT FROM organisation_unitstanding still WHERE still.unit_id = chain.whose
                   AND still.starts_on <= w.day AND still.ends_before > w.day))
          AND NOT EXISTS (
                SELECT FROM periodic_periodicreport r
                 WHERE r.unit_id = chain.whose AND r.state = 'accepted'
                   AND r.starts_on >= greatest(w.first, c.since) AND r.starts_on <= m.last
                   AND r.ends_before > m.last AND r.ends_before <= w.day + 1
                   AND (r.starts_on, r.ends_before) <> (w.first, w.day + 1)
                   AND jsonb_path_exists(r.figures, '$.lines[*] ? (@.code == $line)',
                                         jsonb_build_object('line', c.line))))
   GROUP BY w.form, w.day, w.unit_id
), typed AS (
  SELECT w.form, w.day, w.unit_id, w.path, w.fields - coalesce(s.fields, 0) AS fields,
         w.minutes - coalesce(s.minutes, 0) AS minutes
    FROM written w LEFT JOIN saved s USING (form, day, unit_id)
)
SELECT own.unit_id, typed.form, typed.day, sum(fields)::bigint, sum(minutes)::bigint
  FROM typed JOIN organisation_unitstanding own ON own.unit_id = ANY(%(units)s)
       AND own.starts_on <= day AND own.ends_before > day
       AND typed.path >= own.path AND typed.path < own.path || '~'
 GROUP BY own.unit_id, typed.form, typed.day
"""


@dataclass(frozen=True)
class Owed:
    """A form, the kind of unit that writes it and a period whose report is due."""

    form: Form
    kind: str
    period: Period


def burden_facts(unit_ids: Sequence[int], months: Sequence[Month]) -> Mapping[int, Facts]:
    """`burden_fields` and `burden_minutes` of the reports whose day lies in the months.

    Of units the actor may look at, with all below them; nobody is asked: 0. One statement.
    """
    return {
        pk: {"burden_fields": fields, "burden_minutes": minutes}
        for pk, (fields, minutes) in burden_of_units(unit_ids, months).items()
    }


def burden_of_units(unit_ids: Sequence[int], months: Sequence[Month]) -> dict[int, tuple[int, int]]:
    """The same as fields and minutes."""
    found = dict.fromkeys(unit_ids, (0, 0))
    for (unit_id, _form, _day), (fields, minutes) in asked_of(unit_ids, list(owed(months))).items():
        found[unit_id] = (found[unit_id][0] + fields, found[unit_id][1] + minutes)
    return found


def asked_of(
    unit_ids: Sequence[int], rows: Sequence[Owed], *, own: bool = False
) -> dict[tuple[int, str, date], tuple[int, int]]:
    """Fields and minutes really asked, by unit, form and last day; `own`: without those below.

    Numbers that sealed shorter reports hold are not asked. One statement.
    """
    given = {
        "units": list(unit_ids),
        "own": own,
        "forms": [row.form.code for row in rows],
        "kinds": [row.kind for row in rows],
        "firsts": [row.period.starts_on for row in rows],
        "days": [row.period.last_day for row in rows],
        "fields": [row.form.fields for row in rows],
        "minutes": [row.form.minutes for row in rows],
        **_carried_lines(),
        **_months({(row.form.code, row.period) for row in rows}),
    }
    with lifted("what is asked of units, added up"), connection.cursor() as cursor:
        cursor.execute(_STATEMENT, given)
        return {(pk, form, day): (n, minutes) for pk, form, day, n, minutes in cursor.fetchall()}


def _carried_lines() -> dict[str, Any]:
    found: list[tuple[Form, Line]] = [(f, line) for f in forms().values() for line in f.carried]
    return {
        "line_forms": [form.code for form, _line in found],
        "lines": [line.code for _form, line in found],
        "line_minutes": [line.minutes for _form, line in found],
        "since": [line.carried_since for _form, line in found],
        "bodies": sorted({kind for form, _line in found for kind in form.due}),
    }


def _months(wanted: set[tuple[str, Period]]) -> dict[str, Any]:
    found = [
        (form, period.last_day, month.last)
        for form, period in wanted
        for month in months_between(period.first, period.last)
    ]
    return {
        "month_forms": [form for form, _day, _last in found],
        "month_days": [day for _form, day, _last in found],
        "month_lasts": [last for _form, _day, last in found],
    }


def owed(months: Sequence[Month]) -> Iterator[Owed]:
    """Each form, kind of unit and period whose report is due in the months."""
    wanted = set(months)
    for form in forms().values():
        length = LENGTHS[form.period]
        for kind in form.due:
            seen = {
                Period.on(form.period, m.plus(-back * length).first)
                for m in months
                for back in range(3)
            }
            for period in sorted(seen, key=lambda each: each.last_day):
                if form.covers(period) and Month.of(form.due_on(kind, period)) in wanted:
                    yield Owed(form, kind, period)
