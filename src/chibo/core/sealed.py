"""Reading the sealed trail: as lines of a file, for a checkpoint, and held against itself."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from chibo.core.i18n import _
from chibo.core.models import AuditEvent, TrailBatch
from chibo.core.sealing import line_of
from chibo.core.trail.canonical import EVENT_FIELDS, Seal, seal_line, show_time
from chibo.core.trail.checkpoints import MARK, Checkpoint, Growth
from chibo.core.trail.files import MISSING, Header
from chibo.core.trail.tree import SIZE, Frontier, covering, hash_leaf, prove_growth, root_of

CHUNK = 5_000
AT_MOST = 100
"""Findings told; one is enough to look closer with a checkpoint."""
Leaf = tuple[int, int | None, bytes, bytes]
"""Number, event, the hash kept, the line as it reads today (empty where the event is gone)."""


def newest() -> TrailBatch | None:
    """The batch sealed last."""
    return TrailBatch.objects.order_by("-number").first()


def lines(first: int, last: int) -> Iterator[bytes]:
    """The leaves from–to as they read today."""
    expected = first
    for number, _event, _hash, line in leaves(first, last):
        yield from (MISSING for _gone in range(expected, number))
        yield line or MISSING
        expected = number + 1
    yield from (MISSING for _gone in range(expected, last + 1))


def leaves(first: int, last: int) -> Iterator[Leaf]:
    """The leaves that are on record from–to, in order."""
    for begin in range(first, last + 1, CHUNK):
        end = min(begin + CHUNK - 1, last)
        kept = _kept(begin, end)
        said = _said([event for _number, event, _hash in kept if event])
        seals = {
            batch.last + 1: line_of_seal(batch)
            for batch in TrailBatch.objects.filter(last__gte=begin - 1, last__lt=end)
        }
        for number, event, found in kept:
            line = said.get(event, b"") if event else seals.get(number, b"")
            yield number, event, found, line


def line_of_seal(batch: TrailBatch) -> bytes:
    """The canonical bytes of a batch's seal."""
    root = bytes(batch.previous_root)
    return seal_line(Seal(batch.number, batch.sealed_at, batch.first, batch.last, root))


def header(first: int, last: int, size: int) -> Header:
    """What stands at the head of a file with the leaves from–to of a tree of `size`."""
    hashes = b"" if (first, last) == (1, size) else _hashes(1, size)

    def whole(begin: int, end: int) -> bytes:
        return _root(hashes, begin, end)

    before = b"".join(whole(*part) for part in covering(0, first - 1))
    behind = tuple(whole(*part) for part in covering(last, size))
    return Header(first, last, size, before, behind)


def checkpoint(*, now: datetime, after: Checkpoint | None, marked: bool) -> Checkpoint | None:
    """The trail as it stands, still unsigned; None where nothing is sealed or seals do not fit.

    `after`: an older one that it shows to continue; `marked`: with the marks that locate changes.
    """
    last = newest()
    hashes = _hashes(1, last.size) if last else b""
    if last is None or _root(hashes, 0, len(hashes) // SIZE) != bytes(last.root):
        return None
    size, growth = last.size, None
    if after and after.size <= size:
        proof = prove_growth(after.size, size, lambda begin, end: _root(hashes, begin, end))
        growth = Growth(after.size, _root(hashes, 0, after.size), tuple(proof))
    marks = b"".join(hashes[at : at + MARK] for at in range(0, len(hashes), SIZE))
    return Checkpoint(
        size,
        bytes(last.root),
        show_time(last.sealed_at),
        show_time(now),
        marks if marked else b"",
        growth,
    )


def broken_trail() -> list[str]:
    """What contradicts in the trail itself; whoever holds the whole database could mend that.

    Only a checkpoint kept elsewhere tells of those.
    """
    return list(_first(AT_MOST, _contradictions()))


def _contradictions() -> Iterator[str]:
    tree, expected = Frontier(), 1
    last = newest()
    batches = {batch.last + 1: batch for batch in TrailBatch.objects.order_by("number")}
    for number, _event, kept, line in leaves(1, last.size if last else 0):
        if number != expected:
            yield _("Nhật ký, mục %(n)s: không còn.") % {"n": expected}
            expected = number
        if not line:
            yield _("Nhật ký, mục %(n)s: sự kiện đã bị xoá.") % {"n": number}
        elif hash_leaf(line) != kept:
            yield _("Nhật ký, mục %(n)s: nội dung khác lúc niêm phong.") % {"n": number}
        tree.add(kept)
        expected += 1
        batch = batches.get(number)
        if batch and (tree.root, tree.peaks) != (bytes(batch.root), bytes(batch.peaks)):
            yield _("Nhật ký, lô %(n)s: niêm phong không khớp các mục.") % {"n": batch.number}
    if last and expected != last.size + 1:
        yield _("Nhật ký, mục %(n)s: không còn.") % {"n": expected}
    yield from _unsealed()


def _unsealed() -> Iterator[str]:
    """Events that neither are sealed nor wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM core_auditevent e WHERE NOT EXISTS"
            " (SELECT FROM core_trailleaf WHERE event_id = e.id) AND NOT EXISTS"
            " (SELECT FROM core_trailwaiting WHERE event_id = e.id) ORDER BY id LIMIT %s",
            [AT_MOST],
        )
        for (number,) in cursor.fetchall():
            yield _("Nhật ký: sự kiện %(n)s không được niêm phong.") % {"n": number}


def _kept(first: int, last: int) -> list[tuple[int, int | None, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, event_id, hash FROM core_trailleaf WHERE number BETWEEN %s AND %s"
            " ORDER BY number",
            [first, last],
        )
        return [(number, event, bytes(found)) for number, event, found in cursor.fetchall()]


def _said(ids: list[int]) -> dict[int, bytes]:
    rows = AuditEvent.objects.filter(pk__in=ids).values_list("at", *EVENT_FIELDS)
    return {row[1]: line_of(row) for row in rows}


def _hashes(first: int, last: int) -> bytes:
    """The hashes kept, one behind the other."""
    parts = []
    for begin in range(first, last + 1, CHUNK):
        kept = _kept(begin, min(begin + CHUNK - 1, last))
        parts += [found for _number, _event, found in kept]
    return b"".join(parts)


def _root(hashes: bytes, first: int, end: int) -> bytes:
    """The root over the leaves from `first` up to before `end`, counted from nought."""
    return root_of([hashes[at * SIZE : (at + 1) * SIZE] for at in range(first, end)])


def _first(count: int, sentences: Iterator[str]) -> Iterator[str]:
    for _number, sentence in zip(range(count), sentences, strict=False):
        yield sentence
