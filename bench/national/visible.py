"""How soon a report is seen in all its ancestors while others write, and what writers pay for it.

A fact is a row: meetings closed with everybody's attendance and the sheet's official points. The
country is left with the attendance of none; its meetings end a minute later than before.
"""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import date

from bench.national.folding import folding
from bench.national.loading import rows as fetch
from bench.national.loading import run
from bench.national.running import Bar, worst
from bench.national.storm import send_back

MEETINGS, ASKED, PACE, LASTING, PROBES = 20, 3_000, 3_300, 40.0, 100
ATTENDED = """
INSERT INTO meetings_attendance (meeting_id, member_id, state, reason)
SELECT m.id, p.id, 'present', ''
  FROM meetings_meeting m JOIN members_member p ON p.cell_id = m.unit_id
 WHERE m.id = ANY(%s)
"""
CLOSED = "UPDATE meetings_meeting SET ends_at = ends_at + interval '1 minute' WHERE id = ANY(%s)"
GIVEN = """
UPDATE scoring_scoresheet SET official_total = self_total, official_grade = self_grade,
  official_at = now() WHERE meeting_id = ANY(%s)
"""
EACH = 4  # writings in a row, the first to warm up
TRIGGERS = ("meetings_meeting", "scoring_scoresheet")
SEEN = """
SELECT EXISTS (SELECT FROM indicators_cellmonth
                WHERE cell_id = %s AND month = %s AND report_state = 'accepted')
"""


def rows(
    today: date, lasting: float = LASTING, probes: int = PROBES, rounds: int = 100
) -> Iterator[tuple[str, str] | Bar]:
    """The writer's cost first, then a stream of facts with reports accepted in between."""
    from chibo.areas.indicators.actions import fold

    run("DELETE FROM meetings_attendance")  # of a run that was ended
    _switch("ENABLE")
    send_back(today)
    fold(today=today)
    ids = [pk for (pk,) in fetch("SELECT id FROM meetings_meeting ORDER BY id DESC LIMIT 200000")]
    with_marks, without = _cost(ids[::-1], rounds)
    yield f"{MEETINGS} meetings closed with all theirs, without marks, ms", f"{without:.2f}"
    yield "with them", f"{with_marks:.2f}"
    yield from worst(
        "writer by the same write without marks", 1.1, [("with its commit", with_marks / without)]
    )
    fold(today=today)
    written, seen = _stream(ids, today, lasting, probes)
    yield "facts written a second beside it", f"{written / lasting:,.0f}"
    yield f"{len(seen)} reports seen in all ancestors, median s", f"{statistics.median(seen):.2f}"
    p99, pace = statistics.quantiles(seen, n=100)[98], written / lasting
    yield "p99 s", f"{p99:.2f}"
    told = f"{p99:.2f} s at {pace:,.0f}"
    is_quick = p99 <= 1 and pace >= ASKED
    yield Bar("report in all sums, p99, at 3,000 facts/s", "≤ 1 s", told, is_quick)
    fold(today=today)
    (sums,) = fetch(
        "SELECT count(*), (SELECT sum(reports_accepted) FROM indicators_unitmonth k"
        " WHERE k.month = r.month AND above = '') FROM reports_monthlyreport r"
        " WHERE state = 'accepted' GROUP BY month"
    )
    assert sums[0] == sums[1], sums
    run("DELETE FROM meetings_attendance")


def _cost(ids: list[int], rounds: int) -> tuple[float, float]:
    """The quickest of a few in each of many rounds, the middle one of them; kept on disk each."""
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * rounds):
        marking = number % 2 == 0
        some = ids[number * EACH * MEETINGS : (number + 1) * EACH * MEETINGS]
        taken[marking].append(min(_in_a_row(some, marking=marking)))
    return statistics.median(taken[True]), statistics.median(taken[False])


def _in_a_row(ids: list[int], *, marking: bool) -> list[float]:
    taken = []
    _switch("ENABLE" if marking else "DISABLE")
    for turn in range(EACH):
        some = ids[turn * MEETINGS : (turn + 1) * MEETINGS]
        began = time.perf_counter()
        _write(some)
        taken.append(1000 * (time.perf_counter() - began))
    _switch("ENABLE")
    return taken[1:]


def _switch(way: str) -> None:
    for table in TRIGGERS:
        run(f"ALTER TABLE {table} {way} TRIGGER indicators_mark_update")


def _write(ids: list[int]) -> int:
    from django.db import transaction

    with transaction.atomic():
        return sum(run(statement, [ids]) for statement in (ATTENDED, CLOSED, GIVEN))


def _stream(ids: list[int], today: date, lasting: float, probes: int) -> tuple[int, list[float]]:
    until = time.monotonic() + lasting
    written = [0]

    def write_on() -> None:
        began, at = time.monotonic(), 0
        while time.monotonic() < until:
            written[0] += _write(ids[at : at + MEETINGS])
            at += MEETINGS
            ahead = written[0] / PACE - (time.monotonic() - began)
            time.sleep(max(ahead, 0))

    with folding(today):
        writer = threading.Thread(target=write_on)
        writer.start()
        seen = _probe(until, lasting / probes)
        writer.join()
    return written[0], seen


def _probe(until: float, every: float) -> list[float]:
    """Accept one report after another; how long until its sums, kept in one piece, have it."""
    waiting = fetch(
        "SELECT id, unit_id, month FROM reports_monthlyreport WHERE state = 'submitted'"
        " ORDER BY id %% 1009, id LIMIT 1000".replace("%%", "%")
    )
    seen = []
    for pk, unit_id, month in waiting:
        if time.monotonic() > until:
            break
        run("UPDATE reports_monthlyreport SET state = 'accepted' WHERE id = %s", [pk])
        began = time.perf_counter()
        while not fetch(SEEN, [unit_id, month])[0][0]:
            time.sleep(0.01)
        seen.append(time.perf_counter() - began)
        time.sleep(max(every - seen[-1], 0))
    return seen
