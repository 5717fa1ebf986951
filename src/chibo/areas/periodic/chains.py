"""Sealed versions: each carries the digest of the one before, so that none can be taken out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from chibo.areas.minutes.canonical import digest, plain
from chibo.areas.periodic.rules import Change, value_data
from chibo.core.i18n import _


class SealedVersion(models.Model):
    """What was accepted or issued, or restated since, with its SHA-256. Never changed."""

    number = models.PositiveSmallIntegerField()
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["number"]

    @property
    def is_restated(self) -> bool:
        """Whether it was made because records were corrected after the lock."""
        return bool(self.record.get("changes"))


def next_version(
    said: Mapping[str, Any],
    latest: SealedVersion | None,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    changes: Sequence[Change] = (),
) -> dict[str, Any]:
    """The fields of the version that follows `latest`, in the canonical form of minutes."""
    record = {
        **said,
        "number": latest.number + 1 if latest else 1,
        "previous": latest.sha256 if latest else "",
        "sealed": {"by": plain(by), "at": plain(at)},
        "reason": plain(reason),
        "changes": [
            {
                "line": each.code,
                "before": value_data(each.before),
                "after": value_data(each.after),
            }
            for each in changes
        ],
    }
    return {
        "number": record["number"],
        "record": record,
        "sha256": digest(record),
        "at": at,
        "by_name": by,
        "reason": reason,
    }


def broken_chain(seals: Sequence[SealedVersion]) -> str:
    """What no longer holds of these versions, in their order; "" where all does."""
    before = ""
    for number, seal in enumerate(seals, start=1):
        if digest(seal.record) != seal.sha256:
            return _("mã SHA-256 của bản %d không khớp nội dung đã khóa") % number
        if seal.number != number or seal.record.get("previous") != before:
            return _("thiếu một bản đã khóa trước bản %d") % seal.number
        before = seal.sha256
    return ""
