"""From when on there is anything on record: before it nothing is known, which is not nought."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.kept.positions import known_positions
from chibo.areas.indicators.measures import Structure, places
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.told import WHY_NOT, Data
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import segment
from chibo.core.i18n import _
from chibo.core.wall import lifted

Prefixes = tuple[str, ...]
Known = Mapping[Prefixes, bool]
MEETINGS, CLASSES = ("meetings.", "scores."), ("training.",)
_WITNESSES = {
    MEETINGS: ("meetings.regular", "meetings.thematic"),
    CLASSES: ("training.classes",),
}
_ANY = """
SELECT FROM placed JOIN {table} r ON r.unit_id = placed.unit_id AND {holds}
   AND r.{day} <= %(ends_on)s AND r.{day} >= placed.since AND r.{day} < placed.ends
 WHERE placed.slot {of}
"""
_BOTH = (
    "EXISTS ("
    + _ANY.format(table="meetings_meeting", day="held_on", holds="r.state <> 'planned'", of="{of}")
    + "), EXISTS ("
    + _ANY.format(table="training_trainingclass", day="starts_on", holds="true", of="{of}")
    + ")"
)
_ALL = "WITH placed AS ({placed}) SELECT " + _BOTH.replace("{of}", "IS NOT NULL")
_EACH = f"""
WITH asked AS (SELECT unnest(%(slots)s::text[]) AS slot), placed AS MATERIALIZED ({{placed}})
SELECT asked.slot, {_BOTH.replace("{of}", "= asked.slot")} FROM asked
"""  # noqa: S608
_KEPT = """
SELECT unit_id, bool_or(own[%(regular)s] > 0 OR below[%(regular)s] > 0
                        OR own[%(thematic)s] > 0 OR below[%(thematic)s] > 0),
       bool_or(own[%(classes)s] > 0 OR below[%(classes)s] > 0)
  FROM indicators_keptfigures
 WHERE unit_id = ANY(%(units)s) AND months = 1 AND first <= %(ends_on)s GROUP BY unit_id
"""
"""Where the records are elsewhere: whether any month kept of a unit counted one by the day."""
_SINCE = """
SELECT min(standing.starts_on)
  FROM ({placed}) placed JOIN organisation_unitstanding standing USING (unit_id)
 WHERE placed.slot IS NOT NULL
"""
WHY = "figures of a unit the actor may see, as things stood then"


def known(unit: Unit, period: Period, structure: Structure, figures: Data, today: date) -> Data:
    """The figures of a period without what says nothing, of a unit the actor may look at.

    Of a period that is over, what nothing was on record of; of one that runs, what its record is
    too short to judge. Where no quarter has ended, shares of quarters do not apply. Only a period
    that counted nothing asks; a statement, two at most.
    """
    figures = _of_quarters(period, figures, today)
    judged = _judged(period, today)
    if judged is None:
        return figures
    silent = _silent(figures) if period.is_over(today) else ()
    unknown: Prefixes = ()
    if silent:
        found = _known(unit, structure, judged.last.last)
        unknown = tuple(each for prefixes in silent if not found[prefixes] for each in prefixes)
    if MEETINGS not in silent and _asks_for_the_first(judged, figures):
        began = _known(unit, structure, judged.first.last)[MEETINGS]
        unknown += () if began else _nobody(figures)
    return _without(unknown, figures)


def known_below(
    unit: Unit,
    period: Period,
    structure: Structure,
    below: Mapping[int, Data],
    today: date,
) -> dict[int, Data]:
    """The same of units directly below, by their number. Two statements, however many."""
    told = {pk: _of_quarters(period, figures, today) for pk, figures in below.items()}
    judged = _judged(period, today)
    if judged is None:
        return told
    silent = {pk: _silent(each) if period.is_over(today) else () for pk, each in told.items()}
    asks = [
        pk
        for pk, each in told.items()
        if MEETINGS not in silent[pk] and _asks_for_the_first(judged, each)
    ]
    by_end = _known_at(
        unit, structure, [pk for pk, each in silent.items() if each], judged.last.last
    )
    by_first = _known_at(unit, structure, asks, judged.first.last)
    for pk, figures in told.items():
        unknown = [each for prefixes in silent[pk] if not by_end[pk][prefixes] for each in prefixes]
        if pk in by_first and not by_first[pk][MEETINGS]:
            unknown += _nobody(figures)
        told[pk] = _without(tuple(unknown), figures)
    return told


def counted_since(unit: Unit, structure: Structure) -> date | None:
    """Since when there was what the figures of a unit count; None of what was always there.

    Under the structure of then it is the unit itself; under that of now whatever it took over or
    took in as well, which stood elsewhere before. Two statements for that of now.
    """
    if structure == "then":
        return unit.founded_on
    here = places(unit, structure)
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(_SINCE.replace("{placed}", here.placed), here.parameters)
        first: date | None = cursor.fetchone()[0]
    return first


def _of_quarters(period: Period, figures: Data, today: date) -> Data:
    if period.ends_a_quarter(today):
        return figures
    why_not = {WHY_NOT: _("Chưa có quý nào kết thúc trong kỳ này.")}
    of_quarters = [code for code in figures if definition(code).judges == "quarters"]
    return {**figures, **dict.fromkeys(of_quarters, why_not)}


def _judged(period: Period, today: date) -> Period | None:
    """The months that are judged; None of a period that has not begun."""
    if period.is_over(today):
        return period
    return period.so_far(today) if period.has_begun(today) else None


def _silent(figures: Data) -> tuple[Prefixes, ...]:
    """What counted nothing at all."""
    return tuple(
        prefixes
        for prefixes, codes in _WITNESSES.items()
        if any(code.startswith(prefixes) for code in figures)
        and not any(figures.get(code, {}).get("value") for code in codes)
    )


def _nobody(figures: Data) -> Prefixes:
    """What judges every month or quarter of a period: it needs a record from the first on."""
    none = (code for code, figure in figures.items() if figure.get("value") == 0)
    return tuple(code for code in none if definition(code).judges)


def _asks_for_the_first(period: Period, figures: Data) -> bool:
    """Whether a record from the first month on is asked for, as nobody met all through it.

    Nobody can have met in every month of a period the record only begins in: that none did says
    nothing then.
    """
    return period.months > 1 and bool(_nobody(figures))


def _without(unknown: Prefixes, figures: Data) -> Data:
    return {
        code: each
        for code, each in figures.items()
        if not unknown or WHY_NOT in each or not code.startswith(unknown)
    }


def _known(unit: Unit, structure: Structure, day: date) -> Known:
    """Whether any meeting and any class was on record by the day."""
    if not keeps_records():
        return _known_of_kept([unit.pk], day)[unit.pk]
    here = places(unit, structure)
    with lifted(WHY), connection.cursor() as cursor:
        given = {**here.parameters, "ends_on": day}
        cursor.execute(_ALL.replace("{placed}", here.placed), given)
        return dict(zip((MEETINGS, CLASSES), cursor.fetchone(), strict=True))


def _known_of_kept(unit_ids: Sequence[int], day: date) -> dict[int, Known]:
    """The same of some units by what is kept of their months; nothing kept, nothing known."""
    at = {name: position + 1 for name, position in known_positions().at.items()}
    given: dict[str, Any] = {
        "regular": at.get("regular"),
        "thematic": at.get("thematic"),
        "classes": at.get("classes"),
        "units": list(unit_ids),
        "ends_on": day,
    }
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(_KEPT, given)
        found = {pk: (bool(met), bool(taught)) for pk, met, taught in cursor.fetchall()}
    return {
        pk: dict(zip((MEETINGS, CLASSES), found.get(pk, (False, False)), strict=True))
        for pk in unit_ids
    }


def _known_at(
    unit: Unit, structure: Structure, below: Sequence[int], day: date
) -> dict[int, Known]:
    """The same of each of these units directly below; nothing is asked for none."""
    if not below:
        return {}
    if not keeps_records():
        return _known_of_kept(below, day)
    here, slots = places(unit, structure), {segment(pk): pk for pk in below}
    given: dict[str, Any] = {**here.parameters, "ends_on": day, "slots": list(slots)}
    with lifted(WHY), connection.cursor() as cursor:
        cursor.execute(_EACH.replace("{placed}", here.placed), given)
        return {
            slots[slot]: {MEETINGS: meetings, CLASSES: classes}
            for slot, meetings, classes in cursor.fetchall()
        }
