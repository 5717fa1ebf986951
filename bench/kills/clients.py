"""People at their browsers: one write after the other, sent again until it is answered."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.kills.ground import PASSWORD, SECRET

AGAIN = 0.15
"""Seconds before somebody presses the button again."""

TOKEN = "k" * 32
STATES = ("present", "excused", "unexcused")
BOUNDARY = "ranh-gioi-giua-cac-phan"


@dataclass(frozen=True)
class Write:
    """A form as it is sent, where it leads, and what is on record once (`key`) when it did."""

    address: str
    fields: dict[str, str]
    key: tuple[str, str]
    leads_to: str
    file: tuple[str, bytes] | None = None


@dataclass
class Ledger:
    """What the server said it has kept."""

    kept: list[tuple[str, str]] = field(default_factory=list)
    roll: dict[int, str] = field(default_factory=dict)
    resent: int = 0
    faults: list[str] = field(default_factory=list)


class Line:
    """One browser's line to the site, signed in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies = {"csrftoken": TOKEN}

    def sign_in(self, username: str, *, with_app: bool) -> None:
        """By the pages: name and password, and the app's code where the role asks for it."""
        said = {"username": username, "password": PASSWORD}
        status, went, _body = self.ask("/dang-nhap/", said)
        if with_app:
            from chibo.areas.signin.rules import code_of, step_at

            code = code_of(SECRET, step_at(time.time()))
            status, went, _body = self.ask(went, {"code": code})
        if status != 302 or "dang-nhap" in went:
            raise AssertionError(f"{username} does not get in")

    def ask(
        self,
        address: str,
        fields: dict[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> tuple[int, str, str]:
        """Status, where it leads, the page. OSError and HTTPException where the line breaks."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            if fields is None:
                line.request("GET", address, headers=headers)
            else:
                fields = {**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
                kind, body = _body(fields, file)
                line.request("POST", address, body, {**headers, "Content-Type": kind})
            answer = line.getresponse()
            page = answer.read().decode()
            for said in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: one.value for name, one in SimpleCookie(said).items()}
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            line.close()


def _body(fields: dict[str, str], file: tuple[str, bytes] | None) -> tuple[str, bytes]:
    if file is None:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    name, content = file
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="workbooks"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    whole = b"".join((*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()))
    return f"multipart/form-data; boundary={BOUNDARY}", whole


class Person(threading.Thread):
    """Somebody who writes until told to stop, and leaves nothing unanswered."""

    def __init__(self, line: Line, ledger: Ledger, pause: float, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.line, self.ledger, self.pause, self.chance = line, ledger, pause, chance
        self.told = threading.Event()

    def run(self) -> None:
        """Until told to stop, or something is wrong."""
        try:
            while not self.told.is_set():
                self.act()
                time.sleep(self.pause * self.chance.random())
        except Exception as error:  # what went wrong in a thread is told at the end
            self.ledger.faults.append(f"{type(self).__name__}: {error!r}")

    def act(self) -> None:
        """One thing this person does."""
        raise NotImplementedError

    def send(self, write: Write) -> str:
        """Send until it is answered; where it led."""
        status, went, page = self._answered(
            lambda: self.line.ask(write.address, write.fields, write.file)
        )
        if status != 302 or not went.startswith(write.leads_to):
            text = " ".join(re.sub(r"<[^>]*>", " ", page).split())[:600]
            raise AssertionError(f"{write.address} {write.key}: {status} {went} {text}")
        self.ledger.kept.append(write.key)
        return went

    def _answered(self, ask: Callable[[], tuple[int, str, str]]) -> tuple[int, str, str]:
        while True:
            with suppress(OSError, http.client.HTTPException):
                told = ask()
                if told[0] < 500:
                    return told
            self.ledger.resent += 1
            time.sleep(AGAIN)


class Secretary(Person):
    """Taps the roll of a meeting and writes down votes."""

    def __init__(self, ground: dict[str, Any], *person: Any) -> None:
        super().__init__(*person)
        self.here = f"/sinh-hoat/{ground['meeting']}/hop/"
        self.people = ground["people"]
        self.count = 0

    def act(self) -> None:
        self.count += 1
        if self.chance.random() < 0.4:
            subject = f"Việc số {self.count}"
            said = {"subject": subject, "decision": "ordinary", "in_favour": "9"}
            fields = {**said, "against": "0", "abstained": "0", "once": str(uuid4())}
            self.send(Write(f"{self.here}bieu-quyet/", fields, ("vote", subject), self.here))
            return
        member, state = self.chance.choice(self.people), self.chance.choice(STATES)
        fields = {f"m-{member}": state, "once": str(uuid4())}
        self.send(Write(f"{self.here}diem-danh/", fields, ("tap", str(member)), self.here))
        self.ledger.roll[member] = state


class Reporter(Person):
    """Sends the month's reports up, and notices that each take the next number."""

    def __init__(self, ground: dict[str, Any], *person: Any) -> None:
        super().__init__(*person)
        self.left = [("sent", report) for report in ground["reports"]]
        self.left += [("notice", meeting) for meeting in ground["notices"]]
        self.chance.shuffle(self.left)

    def act(self) -> None:
        if not self.left:
            time.sleep(AGAIN)
            return
        what, number = self.left.pop()
        fields = {"once": str(uuid4())}
        address, leads_to = f"/bao-cao/{number}/nop/", "/chi-bo/"
        if what == "notice":
            address, leads_to = f"/sinh-hoat/{number}/chuan-bi/da-gui/", f"/sinh-hoat/{number}/"
            fields |= {"what": "notice", "on": "20/11/2026"}
        self.send(Write(address, fields, (what, str(number)), leads_to))


class Owner(Person):
    """Writes down how a task is going."""

    def __init__(self, ground: dict[str, Any], *person: Any) -> None:
        super().__init__(*person)
        self.task = f"/cua-toi/viec/{ground['task']}/"
        self.count = 0

    def act(self) -> None:
        self.count += 1
        text = f"Đã rà soát hộ thứ {self.count}."
        fields = {"text": text, "once": str(uuid4())}
        self.send(Write(f"{self.task}tien-do/", fields, ("note", text), self.task))


class Clerk(Person):
    """Brings a file of members, waits until the worker has checked it, has it taken; and again."""

    def __init__(self, ground: dict[str, Any], *person: Any) -> None:
        super().__init__(*person)
        self.cell_code = ground["cell_code"]
        self.count = 0
        self.under_way: tuple[str, str] | None = None

    def act(self) -> None:
        if self.under_way is None:
            self._bring()
        elif not self._is_running():
            self._go_on(*self.under_way)

    def _bring(self) -> None:
        self.count += 1
        name = f"dot-{self.count}.csv"
        file = (name, self._members())
        went = self.send(Write("/nhap/", {"once": str(uuid4())}, ("file", name), "/nhap/", file))
        self.under_way = (went, "brought")

    def _go_on(self, address: str, stands: str) -> None:
        if stands == "taken":
            self.under_way = None
            return
        number = address.strip("/").split("/")[-1]
        key = ("taken", f"import:{number}")
        self.send(Write(f"{address}nhan/", {"once": str(uuid4())}, key, address))
        self.ledger.kept += [("member", code) for code in self._codes()]
        self.under_way = (address, "taken")

    def _is_running(self) -> bool:
        assert self.under_way
        address = f"{self.under_way[0]}tien-do/"
        return bool(self._answered(lambda: self.line.ask(address))[2])

    def _codes(self) -> list[str]:
        return [f"K{self.count:04}{letter}" for letter in "ABC"]

    def _members(self) -> bytes:
        lines = ["Mã đảng viên*;Họ và tên*;Giới tính*;Ngày sinh*;Mã chi bộ*;Ngày vào Đảng*"]
        for number, code in enumerate(self._codes()):
            day = f"{1 + number:02}/{1 + self.count % 12:02}/{1960 + self.count % 40}"
            lines.append(f"{code};Hoàng Thị Lan;Nữ;{day};{self.cell_code};03/02/2020")
        return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
