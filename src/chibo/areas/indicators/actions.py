"""Bringing the roll-ups up to date, and proving that they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import OperationalError, connection, transaction

from chibo.areas.indicators import recount
from chibo.areas.indicators.alone import become_the_only_folder, keep_closings_away
from chibo.areas.indicators.closing.verifying import broken_closings
from chibo.areas.indicators.kept.comparing import Differences, Slice, differences
from chibo.areas.indicators.kept.folding import fold_kept, rebuild_kept
from chibo.areas.indicators.kept.reading import is_waiting
from chibo.areas.indicators.models import CellMonth, FoldState, KeptDoubt, MovedMonth, UnitMonth
from chibo.areas.indicators.published.gathering import add_up, sums_off
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.rollup.bodies import recount_bodies
from chibo.areas.indicators.rollup.cells import recount_cells
from chibo.areas.indicators.rollup.moved import recount_moved
from chibo.areas.indicators.rollup.reported import recount_reports
from chibo.areas.indicators.rollup.touched import Above, Pairs, Touched
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.posts.rollup.folding import fold_facts, rebuild_facts, verify_facts
from chibo.core.periods import Month

ATTEMPTS = 3
ALL = Slice()
BY_HAND = Slice(bodies=5)
NIGHTS = 7


@transaction.atomic
def fold(*, today: date) -> int:
    """Recount the cells' months that writers marked, and the sums above; how many months.

    Safe beside writers: marks are taken first and the records read in later statements, so what
    commits in between is either read now or still marked for the next time. A new day recounts
    the running month of every cell, a new month begins with it. Facts about posts and places
    (`posts.rollup`) and the figures of every month (`kept`) are folded with it. Where figures come
    from other servers, what stands above them is added up, and what units of this one marked is
    forgotten: it has no records to count.
    """
    fold_facts()
    become_the_only_folder()
    if not keeps_records():
        _take_marks()
        return add_up(today=today)
    state = FoldState.objects.first()
    if state is None or state.folded_on > today:
        return _start_anew(today)
    window = [month.first for month in window_on(today)]
    touched, reported = Touched(window), Touched(window)
    marks = _take_marks()
    for unit_months, of_measures in ((touched, True), (reported, False)):
        unit_months.add(
            (unit_id, month) for unit_id, month, measured in marks if measured == of_measures
        )
    fold_kept([(unit_id, month) for unit_id, month, measured in marks if measured], today)
    if state.folded_on < today:
        _turn_the_day(touched, state, today)
    return _recount(touched, today, reported)


def fold_waiting(*, today: date) -> None:
    """Fold for somebody who asks now, where anything waits; not for a day before the last one.

    Where nothing was ever folded, that is the worker's: asking must not count a whole country.
    """
    state = FoldState.objects.first()
    if state is None or state.folded_on > today:
        return
    if state.folded_on < today or is_waiting():
        fold(today=today)


@transaction.atomic
def rebuild(*, today: date) -> int:
    """Recount everything the roll-ups keep; the outcome is what folding keeps anyway."""
    if not keeps_records():
        return fold(today=today)
    rebuild_facts()
    become_the_only_folder()
    return _start_anew(today)


@transaction.atomic
def rebuild_sums(*, today: date) -> int:
    """Add up all bodies' months again from what is kept of cells; how many sums there are.

    Folds what waits first. Reads no record: for a sum that was found broken, or all of them.
    """
    fold(today=today)
    if not keeps_records():
        return 0
    return _sum_up([month.first for month in window_on(today)])


def verify(*, today: date, part: Slice = ALL) -> list[str]:
    """What does not agree with a recount from the records, in sentences; empty when all holds.

    Folds what waits first. Counts on a path of its own, in plain Python; figures of every month
    are counted anew by the measures. Those that differ are in doubt until all is rebuilt.
    """
    fold(today=today)
    if not keeps_records():
        return sums_off()
    found = recount.differences(today)
    return [*found, *verify_facts(today=today), *verify_kept(today=today, part=part)]


def verify_kept(*, today: date, part: Slice) -> list[str]:
    """Compare a part of the figures of every month; remember which cannot be relied on.

    In the snapshot in which what waits was folded; where somebody else folds just then, once more.
    """
    for attempt in range(ATTEMPTS):
        try:
            found = _compare(today, part)
        except OperationalError:  # the marks of the snapshot are gone meanwhile
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return list(found.told)
    return []


def verify_tonight(*, today: date) -> list[str]:
    """A night's share of all that `verify` and the seals say: every figure once a week.

    Kept figures, the months of the picture, facts about posts and places, closed periods.
    """
    if not keeps_records():
        return sums_off()
    turn = today.toordinal() % NIGHTS
    kept = verify_kept(today=today, part=Slice(number=turn, of=NIGHTS, bodies=5))
    return [
        *kept,
        *recount.differences_tonight(today, turn, NIGHTS),
        *verify_facts(today=today, number=turn, of=NIGHTS),
        *broken_closings(turn, NIGHTS),
    ]


@transaction.atomic
def _compare(today: date, part: Slice) -> Differences:
    if not connection.savepoint_ids:  # a savepoint cannot choose its isolation
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        keep_closings_away()
    fold(today=today)
    found = differences(part)
    KeptDoubt.objects.bulk_create(
        [KeptDoubt(unit_id=unit_id, found_on=today) for unit_id in sorted(found.doubted)],
        ignore_conflicts=True,
    )
    return found


def _take_marks() -> list[tuple[int, date | None, bool]]:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_dirtymark RETURNING unit_id, month, measured")
        marks: list[tuple[int, date | None, bool]] = cursor.fetchall()
    return marks


def _start_anew(today: date) -> int:
    _take_marks()
    CellMonth.objects.unscoped("figures are counted anew for everybody").delete()
    UnitMonth.objects.unscoped("figures are counted anew for everybody").delete()
    MovedMonth.objects.all().delete()
    FoldState.objects.all().delete()
    FoldState.objects.create(folded_on=today)
    window = [month.first for month in window_on(today)]
    touched = Touched(window)
    touched.add((cell_id, None) for cell_id in _cell_ids())
    rebuild_kept(today)
    months = sum(_recount_cells(pairs, today, Above()) for pairs in touched.pairs())
    _sum_up(window)
    return months


def _sum_up(window: Sequence[date]) -> int:
    from chibo.areas.indicators.rollup.whole import sum_up_months  # NumPy only where it is needed

    return sum_up_months(window)


def _turn_the_day(touched: Touched, state: FoldState, today: date) -> None:
    """Members and cells of a running month are those of today: that month is counted again."""
    months = [m.first for m in window_on(today) if m >= Month.of(state.folded_on)]
    for cell_id in _cell_ids():
        touched.add_months(cell_id, months)
    for rows in (CellMonth.objects, UnitMonth.objects):
        old = rows.unscoped("months that are no longer kept")
        old.filter(month__lt=window_on(today)[0].first).delete()
    MovedMonth.objects.filter(month__lt=window_on(today)[0].first).delete()
    state.folded_on = today
    state.save()


def _cell_ids() -> Iterable[int]:
    """Every unit that is or once was a cell."""
    rows = UnitStanding.objects.unscoped("every cell is counted").filter(is_cell=True)
    return rows.values_list("unit_id", flat=True).distinct()


def _recount(touched: Touched, today: date, reported: Touched | None = None) -> int:
    """Recount the months and what is above; of those `reported` only what reports say."""
    months, above = 0, Above()
    for pairs in reported.pairs(without=touched) if reported else ():
        written = list(recount_reports(pairs))
        above.add(written)
        done = {(cell_id, month) for cell_id, _above, found in written for month in found}
        touched.add(pair for pair in zip(*pairs, strict=True) if pair not in done)
        months += len(done)
    months += sum(_recount_cells(pairs, today, above) for pairs in touched.pairs())
    for places in above.levels():
        recount_bodies(places)
    return months


def _recount_cells(pairs: Pairs, today: date, above: Above) -> int:
    """Recount these cells' months, tell what is above them; how many they are."""
    above.add(recount_cells(pairs, today))
    above.add(recount_moved(pairs, today))
    return len(pairs[0])
