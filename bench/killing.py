"""Whether anything acknowledged is lost when the server is killed at random moments of a meeting.

Run as `python -m bench.killing --rounds 30`. Everything happens in a folder of its own: a cell of
twenty, the roll of a meeting, secret and open votes, notices that each take the next number. A
client writes as fast as it is answered; `chibo serve` is killed (SIGKILL) at a random moment and
started again; what was not answered is sent again with the same key, as a browser does.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.table import plain_table, write_section

PATIENCE = 60.0
SHORTEST, LONGEST = 0.3, 1.5  # seconds of writing before a kill
STATES = ("present", "excused", "unexcused")
TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Ground:
    """Where the client writes."""

    cookies: str
    token: str
    meeting: int
    people: list[int]
    notices: list[int]


@dataclass
class Ledger:
    """What the server said it has kept."""

    roll: dict[int, str] = field(default_factory=dict)
    votes: list[str] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)
    asked: int = 0
    resent: int = 0


def main() -> None:
    """Many rounds, and a table of what was written and lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        Path(folder).chmod(0o755)  # the database server may run as another user
        os.environ["CHIBO_HOME"] = str(Path(folder) / "home")
        os.environ.pop("CHIBO_DATABASE_URL", None)
        _run("-m", "chibo.cli", "migrate")
        ledger, faults = kill_again_and_again(chosen.rounds, random.Random(chosen.seed), 8793)
    rows = [
        ("kills", str(chosen.rounds)),
        ("writes acknowledged", str(ledger.asked)),
        ("sent again after a kill", str(ledger.resent)),
        ("numbers given", str(len(ledger.numbered))),
        ("lost, doubled or skipped", str(len(faults))),
    ]
    table = plain_table(("what", "how many"), rows)
    print(table, *faults, sep="\n")
    if chosen.write:
        write_section(Path("docs/bench.md"), "kill", table)


def kill_again_and_again(rounds: int, chance: random.Random, port: int) -> tuple[Ledger, list[str]]:
    """Play it in the system CHIBO_HOME names, which has its tables; the faults found at the end."""
    ground = Ground(**json.loads(_run("-m", "bench.killing", "--prepare")))
    ledger, client = Ledger(), Client(ground, port, chance)
    for number in range(rounds + 1):
        site = _start(port)
        try:
            if number == rounds:
                client.finish(ledger)
                break
            writing = threading.Thread(target=client.write, args=(ledger,))
            writing.start()
            time.sleep(chance.uniform(SHORTEST, LONGEST))
        finally:
            site.send_signal(signal.SIGINT if number == rounds else signal.SIGKILL)
            site.wait(PATIENCE)
        writing.join(PATIENCE)
    kept = json.loads(_run("-m", "bench.killing", "--tell"))
    return ledger, faults_between(ledger, kept)


def faults_between(ledger: Ledger, kept: dict[str, Any]) -> list[str]:
    """Every difference between what was acknowledged and what is on record."""
    roll = {int(member): state for member, state in kept["roll"].items()}
    lost = [
        f"attendance {member}: said {state}, kept {roll.get(member)}"
        for member, state in ledger.roll.items()
        if roll.get(member) != state
    ]
    doubled = [
        f"vote {subject}: kept {kept['votes'].count(subject)} times"
        for subject in ledger.votes
        if kept["votes"].count(subject) != 1
    ]
    refs = set(kept["numbers"].values())
    unnumbered = [f"notice {n} has no number" for n in ledger.numbered if f"notice:{n}" not in refs]
    given = sorted(int(number) for number in kept["numbers"])
    gaps = [] if given == list(range(1, len(given) + 1)) else [f"numbers given: {given}"]
    return [*lost, *doubled, *unnumbered, *gaps]


class Client:
    """A secretary's browser: one write after the other, the unanswered one first of all."""

    def __init__(self, ground: Ground, port: int, chance: random.Random) -> None:
        self.ground, self.port, self.chance = ground, port, chance
        self.waiting: tuple[str, dict[str, str], Any] | None = None
        self.left = list(ground.notices)
        self.count = 0

    def write(self, ledger: Ledger) -> None:
        """Until the server is gone."""
        with suppress(OSError, http.client.HTTPException):
            while True:
                self._one(ledger)

    def finish(self, ledger: Ledger) -> None:
        """What was not answered, once more, and on until every kind of write was answered."""
        self._one(ledger)
        while not (ledger.roll and ledger.votes and ledger.numbered):
            self._one(ledger)

    def _one(self, ledger: Ledger) -> None:
        if self.waiting is None:
            self.waiting = self._next()
        else:
            ledger.resent += 1
        address, fields, kept = self.waiting
        if self._post(address, fields) not in (200, 302):
            raise AssertionError(f"{address} was refused")
        ledger.asked += 1
        self.waiting = None
        what, value = kept
        if what == "roll":
            ledger.roll[value[0]] = value[1]
        else:
            getattr(ledger, what).append(value)

    def _next(self) -> tuple[str, dict[str, str], Any]:
        here = f"/sinh-hoat/{self.ground.meeting}/hop/"
        self.count += 1
        drawn = self.chance.random()
        if drawn < 0.25 and self.left:
            notice = self.left.pop(0)
            fields = {"what": "notice", "on": "20/11/2026", "once": str(uuid4())}
            return f"/sinh-hoat/{notice}/chuan-bi/da-gui/", fields, ("numbered", notice)
        if drawn < 0.45:
            subject = f"Việc số {self.count}"
            counts = {"in_favour": "9", "against": "0", "abstained": "0"}
            fields = {"subject": subject, "decision": "ordinary", "once": str(uuid4()), **counts}
            return f"{here}bieu-quyet/", fields, ("votes", subject)
        member = self.chance.choice(self.ground.people)
        state = self.chance.choice(STATES)
        fields = {f"m-{member}": state, "once": str(uuid4())}
        return f"{here}diem-danh/", fields, ("roll", (member, state))

    def _post(self, address: str, fields: dict[str, str]) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = urlencode({**fields, "csrfmiddlewaretoken": self.ground.token})
        headers = {
            "Cookie": self.ground.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request("POST", address, body, headers)
            answer = line.getresponse()
            answer.read()
            if "dang-nhap" in answer.headers.get("Location", ""):
                raise AssertionError("signed out")
            return answer.status
        finally:
            line.close()


def _start(port: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "chibo.cli", "serve", "--port", str(port)]
    environment = {**os.environ, "CHIBO_TODAY": str(TODAY)}
    deadline = time.monotonic() + PATIENCE
    while True:
        site = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while site.poll() is None:
            with suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", "/dang-nhap/")
                if line.getresponse().status == 200:
                    return site
            time.sleep(0.05)
        if time.monotonic() > deadline:  # the port is busy while the killed one goes
            raise TimeoutError("the site does not start again")
        time.sleep(0.2)


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=180, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout


def prepare() -> dict[str, Any]:
    """A cell of twenty at a meeting, and meetings whose notices wait for their numbers."""
    from django.test import Client as Browser

    from chibo.core.periods import Month
    from tests.factories import an_account
    from tests.months import CellMonth

    names = tuple(f"Nguyễn Văn {number:02}" for number in range(20))
    ours = CellMonth(names=names, month=Month(2025, 1))
    notices = []
    for _month in range(21):
        notices += [ours.prepare(kind).pk for kind in ("regular", "thematic")]
        ours.next_month()
    ours.month = Month(2026, 11)
    meeting = ours.sit(ours.prepare(), held_on=date(2026, 11, 3), starts_at=clock_time(19))
    ours.rest_present(meeting)
    # Nobody's attendance moves among those who vote: half of them are left alone.
    browser = Browser()
    browser.force_login(an_account("secretary", ours.cell))
    token = "k" * 32
    session = browser.cookies["sessionid"].value
    return {
        "cookies": f"sessionid={session}; csrftoken={token}",
        "token": token,
        "meeting": meeting.pk,
        "people": [member.pk for member in ours.people[10:]],
        "notices": notices,
    }


def tell() -> dict[str, Any]:
    """What is on record."""
    from chibo.areas.documents.models import PaperNumber
    from chibo.areas.meetings.models import Attendance, Vote

    numbers = PaperNumber.objects.unscoped("what is on record after the kills")
    return {
        "roll": dict(Attendance.objects.values_list("member_id", "state")),
        "votes": list(Vote.objects.values_list("subject", flat=True)),
        "numbers": {row.number: row.ref for row in numbers},
    }


def _inside(do: Any) -> None:
    """In a process of its own, which has the database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "chibo.config.settings"
    from chibo.core.embedded import database_in_use

    with database_in_use():
        import django

        django.setup()
        print(json.dumps(do()))


if __name__ == "__main__":
    if "--prepare" in sys.argv:
        _inside(prepare)
    elif "--tell" in sys.argv:
        _inside(tell)
    else:
        main()
