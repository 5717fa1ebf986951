"""Backups leave the same trail as any export; the last drill is found there again."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from chibo.areas.access.queries import operator_actor
from chibo.cli.backups.chain.pieces import Piece
from chibo.cli.backups.manifest import Manifest
from chibo.core import audit

DRILL = "backup:drill"
LONG = timedelta(days=90)
"""How long after a drill the next one is asked for: ours, no rule of anybody."""


def note_backup(manifest: Manifest, *, now: datetime) -> None:
    """Somebody took everything."""
    facts = {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files)}
    actor = operator_actor("chibo backup")
    audit.seen(actor=actor, action="backup.made", at=now, unit_id=None, facts=facts)


def note_piece(piece: Piece, *, now: datetime) -> None:
    """Somebody took everything, what changed, or the log."""
    actor = operator_actor("chibo backup --chain")
    facts = {"kind": piece.kind, "number": piece.number, "files": len(piece.uploads)}
    audit.seen(actor=actor, action="backup.made", at=now, unit_id=None, facts=facts)


def note_restored_to(moment: datetime, piece: Piece, *, now: datetime) -> None:
    """What stands here came out of a chain, as it was at a moment."""
    actor = operator_actor("chibo restore")
    facts = {"made": moment.isoformat(), "version": piece.version}
    audit.record(actor=actor, action="backup.restored", at=now, changes=facts)


def note_restore(manifest: Manifest, *, now: datetime) -> None:
    """What stands here came out of a backup."""
    actor = operator_actor("chibo restore")
    facts = {"made": manifest.created_at, "version": manifest.version}
    audit.record(actor=actor, action="backup.restored", at=now, changes=facts)


def note_drill(manifest: Manifest, *, seconds: float, now: datetime) -> None:
    """A backup was proved to come back."""
    actor = operator_actor("chibo restore --drill")
    facts = {"made": manifest.created_at, "rows": manifest.rows, "seconds": round(seconds)}
    audit.seen(
        actor=actor, action="backup.drilled", at=now, unit_id=None, target=DRILL, facts=facts
    )


def word_of_drills(*, now: datetime) -> str:
    """When a restore was last practised, and that it is time where it is."""
    last = audit.latest(DRILL, 1)
    if not last:
        return "Chưa diễn tập khôi phục lần nào: hãy chạy “chibo restore --drill TỆP”."
    day = f"{localtime(last[0].at):%d/%m/%Y}"
    if now - last[0].at > LONG:
        return f"Diễn tập khôi phục gần nhất từ {day}: hãy chạy lại “chibo restore --drill TỆP”."
    return f"Diễn tập khôi phục gần nhất: {day}."
