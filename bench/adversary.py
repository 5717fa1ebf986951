"""Somebody with every right on the database, but without the signing key and the kept checkpoint.

`python -m bench.adversary --changes 1000` on an empty, migrated database of its own: the trail is
written and sealed, a checkpoint kept, more is written; then the changes, each with or without
sealing anew, each taken back after the file was held against the checkpoint.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chibo.core.trail.checkpoints import Checkpoint

BATCHES, A_BATCH = 10, 12
"""Batches before the checkpoint, and events in each; two more batches follow it."""
TABLES = ("core_auditevent", "core_trailleaf", "core_trailbatch")
FIELDS = ("at", "actor_name", "role", "action", "target", "changes", "purpose", "address")


@dataclass
class Leaf:
    """A place in the trail: an event, or the seal of a batch."""

    event: int | None
    batch: dict[str, Any] | None = None


@dataclass(frozen=True)
class Change:
    """What was done, and which leaves the checkpoint knew have to be named."""

    told: str
    numbers: frozenset[int]


def write_trail(begin: datetime) -> None:
    """Events in batches, the last two behind what a checkpoint would cover."""
    from chibo.core.models import AuditEvent
    from chibo.core.sealing import seal

    for batch in range(BATCHES + 2):
        at = begin + timedelta(minutes=batch)
        AuditEvent.objects.bulk_create(
            AuditEvent(
                at=at + timedelta(seconds=number),
                account_id=number % 7,
                actor_name=f"Người thứ {number % 7}",
                via="web",
                role="secretary",
                action="member.corrected",
                unit_id=5,
                target=f"member:{number}",
                changes={"phone": [str(batch), str(number)]},
                address="192.0.2.7",
            )
            for number in range(A_BATCH)
        )
        seal(now=at + timedelta(seconds=A_BATCH))


def kept_checkpoint(begin: datetime) -> "Checkpoint":
    """Write the trail; the checkpoint taken after the first ten batches."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from chibo.core.models import TrailBatch
    from chibo.core.sealed import checkpoint
    from chibo.core.trail.checkpoints import MARK, Checkpoint
    from chibo.core.trail.checkpoints import read_checkpoint as read

    write_trail(begin)
    whole = checkpoint(now=begin, after=None, marked=True)
    assert whole is not None
    then = TrailBatch.objects.get(number=BATCHES)
    marks = whole.marks[: then.size * MARK]
    unsigned = Checkpoint(then.size, bytes(then.root), whole.sealed_at, whole.made_at, marks)
    return read(unsigned.signed_with(Ed25519PrivateKey.generate()).as_text())


class Adversary:
    """Makes one random change at a time."""

    def __init__(self, chance: Random, known: int) -> None:
        """`known`: how many leaves the checkpoint covers."""
        self.chance, self.known = chance, known
        self.leaves: list[Leaf] = []

    @contextmanager
    def at_work(self) -> Iterator[Change]:
        """One change; taken back when the block ends."""
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            self.leaves = self._read()
            act = self.chance.choice(self.acts())
            again = self.chance.random() < 0.5
            change = act()
            self._write(again)
            yield Change(
                f"{change.told}, {'sealed anew' if again else 'seals kept'}", change.numbers
            )
            transaction.set_rollback(True)

    def acts(self) -> Sequence[Callable[[], Change]]:
        """Everything that can be done to a list of rows."""
        return (
            self.edit,
            self.edit,
            self.delete,
            self.delete_row_only,
            self.swap,
            self.insert,
            self.backdate,
            self.fetch_from_later,
            self.rewrite_seal,
            self.cut_off,
        )

    def edit(self) -> Change:
        """Another value in one field."""
        from chibo.core.models import AuditEvent

        at, field = self._event(), self.chance.choice(FIELDS)
        row = AuditEvent.objects.get(pk=self.leaves[at].event)
        old = getattr(row, field)
        new: Any = {"phone": ["0", "9"]} if field == "changes" else f"{old}'"
        if field == "at":
            new = old + timedelta(microseconds=1)
        AuditEvent.objects.filter(pk=row.pk).update(**{field: new})
        return Change(f"{field} edited", frozenset({at + 1}))

    def backdate(self) -> Change:
        """The same act, said to have been earlier."""
        from chibo.core.models import AuditEvent

        at = self._event()
        rows = AuditEvent.objects.filter(pk=self.leaves[at].event)
        rows.update(at=rows.get().at - timedelta(days=self.chance.randint(1, 400)))
        return Change("backdated", frozenset({at + 1}))

    def delete(self) -> Change:
        """An event and its place, the rest moved up."""
        at = self._event()
        self._remove(self.leaves.pop(at).event)
        return Change("deleted", frozenset({at + 1}))

    def delete_row_only(self) -> Change:
        """An event; its place stays."""
        at = self._event()
        self._remove(self.leaves[at].event)
        return Change("row deleted", frozenset({at + 1}))

    def swap(self) -> Change:
        """Two events in each other's places."""
        one, other = self._event(), self._event()
        while one == other:
            other = self._event()
        leaves = self.leaves
        leaves[one], leaves[other] = leaves[other], leaves[one]
        return Change("swapped", frozenset({one + 1, other + 1}))

    def insert(self) -> Change:
        """An act that never was, between two that were."""
        from chibo.core.models import AuditEvent

        at = self._event()
        like = AuditEvent.objects.get(pk=self.leaves[at].event)
        like.pk, like.target = None, "member:999"
        like.save(force_insert=True)
        self.leaves.insert(at, Leaf(like.pk))
        return Change("inserted", frozenset({at + 1}))

    def fetch_from_later(self) -> Change:
        """An act of after the checkpoint put among those before it."""
        from chibo.core.models import AuditEvent

        later = next(n for n in range(self.known, len(self.leaves)) if self.leaves[n].event)
        at = self._event()
        leaf = self.leaves.pop(later)
        rows = AuditEvent.objects.filter(pk=leaf.event)
        rows.update(at=AuditEvent.objects.get(pk=self.leaves[at].event).at)
        self.leaves.insert(at, leaf)
        return Change("fetched from later", frozenset({at + 1}))

    def rewrite_seal(self) -> Change:
        """A batch that says it was sealed at another time."""
        seals = [n for n in range(self.known) if self.leaves[n].batch]
        at = self.chance.choice(seals)
        batch = self.leaves[at].batch
        assert batch
        batch["sealed_at"] += timedelta(seconds=self.chance.randint(1, 9999))
        return Change("seal rewritten", frozenset({at + 1}))

    def cut_off(self) -> Change:
        """Everything from somewhere on is gone."""
        at = self._event()
        for leaf in self.leaves[at:]:
            if leaf.event:
                self._remove(leaf.event)
        del self.leaves[at:]
        return Change("cut off", frozenset({at + 1}))

    def _event(self) -> int:
        """The place of some event that the checkpoint knows."""
        return self.chance.choice([n for n in range(self.known) if self.leaves[n].event])

    def _remove(self, event: int | None) -> None:
        from chibo.core.models import AuditEvent

        AuditEvent.objects.filter(pk=event).delete()

    def _read(self) -> list[Leaf]:
        from chibo.core.models import TrailBatch, TrailLeaf

        batches = {row["last"] + 1: row for row in TrailBatch.objects.values()}
        rows = TrailLeaf.objects.order_by("number").values_list("number", "event_id")
        return [Leaf(event, batches.get(number)) for number, event in rows]

    def _write(self, again: bool) -> None:
        """The list back into the tables: hashes of now and seals of now, or only the order."""
        from chibo.core.models import AuditEvent, TrailBatch, TrailLeaf
        from chibo.core.sealing import line_of
        from chibo.core.trail.canonical import EVENT_FIELDS, Seal, seal_line
        from chibo.core.trail.tree import EMPTY, Frontier, hash_leaf

        said = {row[1]: line_of(row) for row in AuditEvent.objects.values_list("at", *EVENT_FIELDS)}
        kept = dict(TrailLeaf.objects.values_list("event_id", "hash"))
        tree, first, root = Frontier(), 1, EMPTY
        rows, batches = [], []
        for number, leaf in enumerate(self.leaves, start=1):
            if leaf.batch is not None:
                batch = leaf.batch
                if again:
                    batch |= {"first": first, "last": tree.size, "previous_root": root}
                line = seal_line(
                    Seal(
                        batch["number"],
                        batch["sealed_at"],
                        batch["first"],
                        batch["last"],
                        bytes(batch["previous_root"]),
                    )
                )
                tree.add(hash_leaf(line))
                rows.append(TrailLeaf(number=number, event_id=None, hash=hash_leaf(line)))
                if again:
                    first, root = tree.size + 1, tree.root
                    batch |= {"size": tree.size, "root": root, "peaks": tree.peaks}
                batches.append(TrailBatch(**batch))
                continue
            found = hash_leaf(said[leaf.event]) if leaf.event in said else kept[leaf.event]
            tree.add(found)
            rows.append(
                TrailLeaf(
                    number=number,
                    event_id=leaf.event,
                    hash=found if again else kept.get(leaf.event, found),
                )
            )
        TrailLeaf.objects.all().delete()
        TrailBatch.objects.all().delete()
        TrailLeaf.objects.bulk_create(rows)
        TrailBatch.objects.bulk_create(batches)


def named(kept: "Checkpoint") -> set[int]:
    """The leaves that a file made now is told to be wrong at."""
    from chibo.core import sealed
    from chibo.core.models import TrailLeaf
    from chibo.core.trail.checking import check_file
    from chibo.core.trail.files import write_file

    last = TrailLeaf.objects.order_by("-number").values_list("number", flat=True).first() or 0
    with tempfile.NamedTemporaryFile() as file:
        path = Path(file.name)
        write_file(path, sealed.header(1, last, last), sealed.lines(1, last))
        report = check_file(path, kept)
    return {number for each in report.findings for number in (each.number, each.now) if number}


def main() -> None:
    """Change, check, take back; say what was missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--changes", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1930)
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")
    import django

    django.setup()
    from chibo.core.clock import ZONE

    began = time.perf_counter()
    kept = kept_checkpoint(datetime(2026, 11, 21, 7, tzinfo=ZONE))
    adversary = Adversary(Random(chosen.seed), kept.size)
    made, missed = Counter[str](), []
    for _number in range(chosen.changes):
        with adversary.at_work() as change:
            made[change.told] += 1
            if not change.numbers & named(kept):
                missed.append(change)
    for told, count in sorted(made.items()):
        print(f"{count:5} {told}")
    print(f"{len(missed)} of {chosen.changes} missed, {time.perf_counter() - began:.0f} s")
    for change in missed[:10]:
        print(change)


if __name__ == "__main__":
    main()
