"""The end of a month: every cell's report accepted through pages, three in ten sent twice.

Provinces accept their cells' reports, up to 500 a form, eight at a time, on the server people get,
while the worker folds. Each report is checked against the records, gets its step and its event in
the trail. A form sent twice carries the same key, right after the first or while it is under way.
"""

import http.client
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

from bench.measuring import server
from bench.national.folding import folding
from bench.national.loading import rows as fetch
from bench.national.loading import run
from bench.national.running import Bar

A_FORM, AT_ONCE, TWICE, MINUTES = 500, 8, 0.3, 10
TOKEN = "b" * 32
WAITING = """
SELECT p.id, array_agg(r.id ORDER BY r.id)
  FROM reports_monthlyreport r JOIN organisation_unit u ON u.id = r.unit_id
  JOIN organisation_unit p ON p.path = left(u.path, 10)
 WHERE r.state = 'submitted' GROUP BY p.id
"""


@dataclass(frozen=True)
class Form:
    """Reports one province accepts at a time."""

    session: str
    once: str
    reports: tuple[int, ...]


def rows(today: date) -> Iterator[tuple[str, str] | Bar]:
    """How long it takes, and that nothing is lost or doubled."""
    send_back(today)
    before, forms = _counts(), _forms()
    count = sum(len(form.reports) for form in forms)
    sent = _with_repeats(forms)
    yield f"{count:,} reports in {len(forms):,} forms, {len(sent) - len(forms):,} sent twice", ""
    began = time.perf_counter()
    with folding(today):
        with server(2) as connection:
            _send_all(sent, connection.host, connection.port)
        accepted = time.perf_counter() - began
        yield "all accepted, checked and in the trail, s", f"{accepted:.1f}"
        yield "rolled up by then", f"{_counts()[-1] - before[-1]:,}"
        while fetch("SELECT EXISTS (SELECT FROM indicators_dirtymark)")[0][0]:
            time.sleep(0.2)
        folded = time.perf_counter() - began
    yield "rolled up to the country, s", f"{folded:.1f}"
    yield "reports a second", f"{count / folded:,.0f}"
    grown = [now - then for now, then in zip(_counts(), before, strict=True)]
    yield "accepted, steps, events in the trail, in the country's sums", f"{grown}"
    told = f"{count:,} in {folded / 60:.1f} min, lost or doubled {_off(grown, count)}"
    is_right = grown == [count] * len(grown) and folded <= MINUTES * 60
    yield Bar("storm: 300,000 reports, rolled up", f"≤ {MINUTES} min", told, is_right)


def send_back(today: date) -> None:
    """After an earlier run: what was accepted waits again, and the sums say so."""
    from chibo.areas.indicators.actions import fold

    if not run("UPDATE reports_monthlyreport SET state = 'submitted' WHERE state = 'accepted'"):
        return
    fold(today=today)
    run("VACUUM (ANALYZE) reports_monthlyreport, indicators_cellmonth, indicators_unitmonth")


def _off(grown: list[int], count: int) -> int:
    """How many are missing or too many in any of the counts."""
    return max(abs(each - count) for each in grown)


def _counts() -> list[int]:
    """Accepted reports, their steps, their events, and what the highest unit's month says."""
    asked = (
        "SELECT count(*) FROM reports_monthlyreport WHERE state = 'accepted'",
        "SELECT count(*) FROM reports_reportevent WHERE step = 'accepted'",
        "SELECT count(*) FROM core_auditevent WHERE action = 'report.accepted'",
        "SELECT coalesce(sum(reports_accepted), 0) FROM indicators_unitmonth WHERE above = ''",
    )
    return [int(fetch(statement)[0][0]) for statement in asked]


def _forms() -> list[Form]:
    from bench.visits import session_of
    from chibo.areas.organisation.models import Unit

    units = Unit.objects.unscoped("measured on made data")
    found = []
    for province, ids in fetch(WAITING):
        session = session_of(units.get(pk=province))
        for start in range(0, len(ids), A_FORM):
            found.append(Form(session, str(uuid4()), tuple(ids[start : start + A_FORM])))
    return found


def _with_repeats(forms: list[Form]) -> list[Form]:
    chance = random.Random(1930)
    chance.shuffle(forms)
    sent = []
    for form in forms:
        sent += [form, form] if chance.random() < TWICE else [form]
    return sent


def _send_all(sent: list[Form], host: str, port: int) -> None:
    waiting, faults = iter(sent), []
    lock = threading.Lock()

    def send_on() -> None:
        line = http.client.HTTPConnection(host, port, timeout=300)
        while True:
            with lock:
                form = next(waiting, None)
            if form is None:
                break
            try:
                _send(line, form)
            except Exception as fault:
                faults.append(fault)
                raise
        line.close()

    people = [threading.Thread(target=send_on) for _ in range(AT_ONCE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert not faults, faults[:2]


def _send(line: http.client.HTTPConnection, form: Form) -> None:
    fields = {"once": form.once, "csrfmiddlewaretoken": TOKEN, "report": form.reports}
    headers = {
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={form.session}; csrftoken={TOKEN}",
    }
    line.request("POST", "/cho-duyet/nhan/", urlencode(fields, doseq=True), headers)
    answer = line.getresponse()
    answer.read()
    assert answer.status == 302, answer.status
