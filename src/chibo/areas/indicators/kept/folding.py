"""Keeping the figures of every month true: what writers marked is counted again, whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db import connection

from chibo.areas.indicators.kept.measured import Measure, measures
from chibo.areas.indicators.kept.own import (
    Counting,
    Key,
    OwnRow,
    kept_keys,
    kept_rows,
    write,
)
from chibo.areas.indicators.kept.partitions import not_before, prepare_years
from chibo.areas.indicators.kept.periods import Period, earliest, kept_periods, touched_by
from chibo.areas.indicators.kept.positions import complete_positions
from chibo.areas.indicators.kept.sums import sum_up
from chibo.areas.indicators.measures.carried import carried_units
from chibo.areas.indicators.models import (
    KeptCarried,
    KeptDoubt,
    KeptFigures,
    KeptMeasure,
    KeptState,
)
from chibo.areas.indicators.rollup.touched import Mark
from chibo.areas.organisation.models import SEGMENT, Unit
from chibo.areas.organisation.paths import unit_of
from chibo.core import bulk
from chibo.core.periods import Month

WHY = "figures are counted for everybody"
CHUNK = 30_000
FEW = 3_000
MANY = 10_000
ADMISSIONS_BACK = 5  # the years of admissions that pages of targets show

FIRST_RECORD = """
SELECT least((SELECT min(held_on) FROM meetings_meeting
               WHERE state <> 'planned' AND held_on >= %(earliest)s),
             (SELECT min(joined_on) FROM members_member WHERE joined_on >= %(admitted_from)s),
             (SELECT min(starts_on) FROM training_trainingclass WHERE starts_on >= %(earliest)s),
             (SELECT min("on") FROM organisation_unitchange
               WHERE state = 'applied' AND "on" >= %(earliest)s))
"""
FOLLOWED = """
SELECT DISTINCT came.cell_id FROM members_stay came
 WHERE came.how = 'followed' AND came.member_id IN (
       SELECT member_id FROM members_stay WHERE cell_id = ANY(%s::bigint[]))
"""

Touched = dict[int, frozenset[Period]]


def fold_kept(marks: Sequence[Mark], today: date) -> None:
    """Count again what the marks touch and what a new day changes, and the sums above.

    Inside the transaction and the lock of whoever folds; the marks were taken before.
    """
    state = KeptState.objects.first()
    if state is None:
        rebuild_kept(today)
        return
    before = frozenset(kept_periods(Month.of(state.kept_from), state.folded_on))
    since = _since(state, marks, today)
    window = frozenset(kept_periods(since, today))
    carried, touched = _touched(marks, window)
    changed_days = {p for p in before & window if p.ends_on(state.folded_on) != p.ends_on(today)}
    if window - before:
        prepare_years([*{p.first.year for p in window - before}, today.year + 1])
    for unit_id in _all_units() if changed_days or window - before else ():
        touched[unit_id] = touched.get(unit_id, frozenset()) | changed_days | (window - before)
    counting = Counting(today, complete_positions(), carried)
    changed = _replace_all(counting, touched) | _catch_up(counting, window)
    sum_up(changed, counting.positions)
    if before - window:
        _forget(before - window)
    if (state.kept_from, state.folded_on) != (since.first, today):
        KeptState.objects.update(kept_from=since.first, folded_on=today)


def rebuild_kept(today: date) -> None:
    """Count everything anew; the outcome is what folding keeps anyway."""
    for model in (KeptFigures, KeptState, KeptCarried, KeptMeasure, KeptDoubt):
        model._default_manager.all().delete()
    since = not_before(_first_record(today))
    prepare_years([today.year, today.year + 1])
    carried = carried_units()
    _keep_carried(carried)
    counting = Counting(today, complete_positions(), carried)
    window = frozenset(kept_periods(since, today))
    changed: dict[Key, bool] = {}
    for units, periods in _parts(dict.fromkeys(_all_units(), window)):
        changed.update(write(counting.count(units, periods, {})))
    if len(changed) > MANY:
        bulk.refresh_statistics([KeptFigures])
    sum_up(changed, counting.positions)
    KeptMeasure.objects.bulk_create(
        KeptMeasure(name=each.name, basis=each.basis) for each in measures()
    )
    KeptState.objects.create(kept_from=since.first, folded_on=today)


def _replace_all(counting: Counting, touched: Touched) -> dict[Key, bool]:
    changed: dict[Key, bool] = {}
    for part in _parts(touched):
        changed.update(_replace(counting, *part))
    return changed


def _replace(
    counting: Counting, units: Sequence[int], periods: Sequence[Period]
) -> dict[Key, bool]:
    """Own figures of these units as the records say now; the places that changed."""
    is_part = len(counting.only) < len(measures())
    before: Mapping[Key, OwnRow] = kept_rows(units, periods) if is_part else {}
    rows = counting.count(units, periods, before)
    for key in before or kept_keys(units, periods):
        rows.setdefault(key, OwnRow([], None))
    return write(rows)


def _catch_up(counting: Counting, window: frozenset[Period]) -> dict[Key, bool]:
    """What new or changed measuring functions say of all months that are kept."""
    stale = stale_measures()
    if not stale:
        return {}
    only = Counting(counting.today, counting.positions, counting.carried, stale)
    changed = _replace_all(only, dict.fromkeys(_all_units(), window))
    for each in stale:
        KeptMeasure.objects.update_or_create(name=each.name, defaults={"basis": each.basis})
    return changed


def stale_measures() -> list[Measure]:
    """Measuring functions whose figures are not kept yet, or by other words. One statement."""
    known = dict(KeptMeasure.objects.values_list("name", "basis"))
    return [each for each in measures() if known.get(each.name) != each.basis]


def _touched(marks: Iterable[Mark], window: frozenset[Period]) -> tuple[Mapping[int, str], Touched]:
    """The units and periods to count again, and where the figures of ended units stand."""
    found: dict[int, set[Period]] = defaultdict(set)
    whole: set[int] = set()
    for unit_id, month in marks:
        if month is None:
            whole.add(unit_id)
        else:
            found[unit_id].update(touched_by(Month.of(month)))
    before = dict(KeptCarried.objects.values_list("unit_id", "path"))
    carried = carried_units() if whole else before
    if carried != before:
        moved = {pk for pk in before.keys() | carried.keys() if before.get(pk) != carried.get(pk)}
        whole |= moved | {
            _place(each[pk]) for each in (before, carried) for pk in moved & each.keys()
        }
        _keep_carried(carried)
    if carried and whole:
        with connection.cursor() as cursor:
            cursor.execute(FOLLOWED, [list(whole)])
            whole.update(row[0] for row in cursor.fetchall())
    touched: Touched = {pk: frozenset(periods & window) for pk, periods in found.items()}
    touched.update(dict.fromkeys(whole, window))
    for unit_id in [pk for pk in touched if pk in carried]:
        place = _place(carried[unit_id])
        touched[place] = touched.get(place, frozenset()) | touched[unit_id]
    return carried, touched


def _place(path: str) -> int:
    return unit_of(path[-SEGMENT:])


def _keep_carried(carried: Mapping[int, str]) -> None:
    KeptCarried.objects.all().delete()
    KeptCarried.objects.bulk_create(
        KeptCarried(unit_id=unit_id, path=path) for unit_id, path in carried.items()
    )


def _parts(touched: Touched) -> Iterator[tuple[list[int], list[Period]]]:
    """Units with periods they are all counted again for; few of different periods as one."""
    together = frozenset[Period]().union(*touched.values())
    if len(touched) * len(together) <= FEW:
        touched = dict.fromkeys(touched, together)
    groups: dict[frozenset[Period], list[int]] = defaultdict(list)
    for unit_id, periods in touched.items():
        if periods:
            groups[periods].append(unit_id)
    for periods, units in groups.items():
        size = max(CHUNK // len(periods), 1)
        for start in range(0, len(units), size):
            yield units[start : start + size], sorted(periods)


def _since(state: KeptState, marks: Iterable[Mark], today: date) -> Month:
    """The first month to keep: earlier than before where a record came in of an earlier year."""
    kept, limit = Month.of(state.kept_from), earliest(today).first
    years = [month.year for _unit, month in marks if month and month >= limit]
    found = [kept, Month(min(years, default=kept.year), 1)]
    if state.folded_on != today:
        found.append(_first_record(today))
    first = min(found)
    return first if first == kept else min(kept, not_before(first))


def _first_record(today: date) -> Month:
    with connection.cursor() as cursor:
        admitted_from = date(today.year - ADMISSIONS_BACK, 1, 1)
        given = {"earliest": earliest(today).first, "admitted_from": admitted_from}
        cursor.execute(FIRST_RECORD, given)
        (first,) = cursor.fetchone()
    return Month(min(first.year if first else today.year, today.year - 1), 1)


def _forget(periods: Iterable[Period]) -> None:
    """After a day before the last one: what lies ahead of it."""
    for period in periods:
        KeptFigures.objects.filter(first=period.first, months=period.months).delete()


def _all_units() -> list[int]:
    return list(Unit.objects.unscoped(WHY).order_by("path").values_list("pk", flat=True))
