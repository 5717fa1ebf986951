"""An office's program in front of the API."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.organisation.models import Unit
from chibo.areas.tokens.actions import Wanted, issue
from chibo.areas.tokens.models import Token
from chibo.core import clock

PLACE = "/api/v1/"


@dataclass
class Program:
    """What shows a token and reads what comes back."""

    token: Token
    text: str
    client: Client = field(default_factory=Client)

    def get(self, address: str, **asked: Any) -> Any:
        """The answer to a reading."""
        return self.client.get(PLACE + address, asked, headers=self._shown())

    def post(self, address: str, sent: Any, key: str | None = None, **more: Any) -> Any:
        """The answer to JSON sent with a key of its own, or with this one."""
        headers = self._shown() | {"Idempotency-Key": key or str(uuid.uuid4())}
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        kind = more.pop("content_type", "application/json")
        return self.client.post(PLACE + address, body, content_type=kind, headers=headers, **more)

    def hand_in(self, *files: Any, key: str | None = None, **fields: Any) -> Any:
        """The answer to files sent as a form."""
        headers = self._shown() | {"Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(
            PLACE + "imports", {"workbooks": list(files), **fields}, headers=headers
        )

    def _shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}"}


def a_program(
    account: Account,
    unit: Unit | None = None,
    *,
    writes: bool = False,
    name: str = "Phần mềm tổng hợp",
    ends_before: date | None = None,
) -> Program:
    """The program of an account, with the token its person issued for it."""
    last = ends_before or clock.today() + timedelta(days=180)
    wanted = Wanted(name, "Báo cáo tháng", writes, unit, last)
    actor = actor_of(account, clock.today())
    token, text = issue(actor=actor, wanted=wanted, now=clock.now())
    return Program(token, text)


def told(answer: HttpResponse) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.content)
