"""A request that broke off is an error, never a shorter form.

Where a line is lost while a form is sent, the server hands over what had come and says nothing of
the rest; read like that, half a text would be saved under the form's mark, and the whole of it
refused as sent already. Around the application, for only here what is read can be held against what
was said.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Readable(Protocol):
    """What a server gives the body of a request as."""

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at the end."""

    def readline(self, size: int, /) -> bytes:
        """Up to the end of a line; none at the end."""


class BrokenOff(ConnectionError):
    """Less came than was said would come. Django tells it on as UnreadablePostError."""


class WholeBodies:
    """The application, with bodies that are read wholly or not at all."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        said = str(environ.get("CONTENT_LENGTH") or "0")
        if said.isdecimal() and int(said):
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(said))
        return self.application(environ, start_response)


class WholeBody:
    """A body of `length` bytes. Reading raises BrokenOff where it ends before them."""

    def __init__(self, stream: Readable, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, or all that is left."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        parts = []
        while wanted:
            parts.append(self._counted(self.stream.read(wanted)))
            wanted -= len(parts[-1])
        return b"".join(parts)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Up to the end of a line."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        return self._counted(self.stream.readline(wanted)) if wanted else b""

    def _counted(self, part: bytes) -> bytes:
        if not part:
            raise BrokenOff(f"{self.left} bytes of a request did not come")
        self.left -= len(part)
        return part
