"""The digest of everything kept of a period, and the chain of the seals."""

import hashlib
import json
from datetime import UTC
from typing import Any

from django.db import connection

from chibo.areas.indicators.closing.tables import DIGEST
from chibo.areas.indicators.kept.periods import Period
from chibo.areas.indicators.models import ClosedPeriod
from chibo.core.wall import lifted


def digest_of(period: Period, width: int) -> tuple[int, str]:
    """How many places have figures of the period, and the SHA-256 of them as they were closed.

    Only the first `width` numbers of a row: facts that came later were not closed. One statement.
    """
    given: dict[str, Any] = {"months": period.months, "first": period.first, "width": width}
    with lifted("a seal over the figures of every place"), connection.cursor() as cursor:
        cursor.execute(DIGEST, given)
        rows, figures = cursor.fetchone()
    return int(rows), str(figures)


def chained(row: ClosedPeriod) -> str:
    """The SHA-256 of a seal: all it says, and the one before, so that none can be taken out."""
    said = [
        *(row.number, row.first.isoformat(), row.months, row.width, row.rows, row.figures),
        *(row.previous, row.closed_at.astimezone(UTC).isoformat()),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
