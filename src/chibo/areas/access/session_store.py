"""Sessions in the database, found by the hash of their key.

A copy of the database signs nobody in: what the browser holds is not in it. Each row says whose
session it is, since when, from where, so that people can see and end their own.
"""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from chibo.core.clock import ZONE, true_now
from chibo.core.lost import is_line_lost

if TYPE_CHECKING:
    from chibo.areas.access.models import OpenSession

PLACE = "place"
"""Where the session data keep (begun, used, address, browser), set by the middleware."""


def hashed(key: str) -> str:
    """How a session is found in the table."""
    return sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    """What settings.SESSION_ENGINE names."""

    @classmethod
    def get_model_class(cls) -> "type[OpenSession]":
        from chibo.areas.access.models import OpenSession

        return OpenSession

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        rows = self.model.objects.filter(expire_date__gt=true_now())
        found = rows.filter(pk=hashed(key)).first() if key else None
        if found is None:
            self._session_key = None
        return found

    def save(self, must_create: bool = False) -> None:
        """Keep the session. UpdateError where it was ended meanwhile, and only then.

        Django tells a database that went away as the same, which would be shown to a person as a
        wrong request though what they sent is kept.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if error.__context__ and is_line_lost(error.__context__):
                raise error.__context__ from None
            raise

    def exists(self, session_key: str) -> bool:
        return bool(self.model.objects.filter(pk=hashed(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> "OpenSession":
        place = data.get(PLACE, {})
        return self.get_model_class()(
            session_key=hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=data.get(SESSION_KEY),
            begun_at=_moment(place.get("begun")),
            used_at=_moment(place.get("used")),
            address=place.get("address", ""),
            browser=place.get("browser", ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(pk=hashed(key)).delete()


def _moment(stamp: float | None) -> datetime | None:
    return datetime.fromtimestamp(stamp, ZONE) if stamp else None
