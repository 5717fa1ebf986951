"""SMS: written to the console or a file, or handed to a gateway over HTTP."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request

from chibo.core.outgoing import opener

SECONDS = 10


@dataclass(frozen=True)
class WrittenSmsSender:
    """For trying out: one line a message, to a file or to the console."""

    path: str = ""

    def send(self, to: str, text: str) -> None:
        """Write it down."""
        line = f"SMS {to}: {text}\n"
        if not self.path:
            sys.stdout.write(line)
            return
        with Path(self.path).open("a", encoding="utf-8") as file:
            file.write(line)


@dataclass(frozen=True)
class HttpSmsSender:
    """A gateway that takes a POST of {"to": …, "text": …} as JSON, with a bearer token.

    Any answer of 200 to 299 means that it took the message.
    """

    url: str
    token: str = ""

    def send(self, to: str, text: str) -> None:
        """Hand it over; raises OSError where the gateway is away or says no."""
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("CHIBO_SMS_URL must be an http or https address")
        body = json.dumps({"to": to, "text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310
        with opener().open(request, timeout=SECONDS):
            return
