"""The sealed trail: a tree that only grows, checkpoints kept elsewhere, files held against them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from bench.adversary import Adversary, kept_checkpoint, named
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from chibo.core import audit, sealed
from chibo.core.models import AuditEvent, TrailBatch, TrailLeaf, TrailWaiting
from chibo.core.sealed import broken_trail
from chibo.core.sealing import seal
from chibo.core.trail import files, tree
from chibo.core.trail.canonical import Seal, event_line
from chibo.core.trail.checking import Verdict, What, check_file
from chibo.core.trail.checkpoints import (
    BadCheckpoint,
    Checkpoint,
    Growth,
    read_checkpoint,
    require_grown,
)
from chibo.core.trail.hashing import marks_of, numbered, shares
from chibo.core.trail.locating import differences
from tests.factories import a_cell, an_actor

BEGIN = datetime(2026, 11, 21, 7, tzinfo=UTC)


def naive_root(leaves: list[bytes]) -> bytes:
    """As RFC 6962 writes it down, word by word."""
    if len(leaves) == 1:
        return tree.hash_leaf(leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return tree.hash_node(naive_root(leaves[:half]), naive_root(leaves[half:]))


class TestTree:
    leaves = [str(number).encode() for number in range(40)]

    def test_a_growing_tree_has_the_root_of_the_definition(self) -> None:
        growing = tree.Frontier()
        for count, leaf in enumerate(self.leaves, start=1):
            growing = tree.Frontier(growing.size, growing.peaks)
            growing.add(tree.hash_leaf(leaf))
            assert growing.root == naive_root(self.leaves[:count])
            assert growing.root == tree.root_of([*map(tree.hash_leaf, self.leaves[:count])])

    def test_leaves_and_nodes_cannot_be_taken_for_each_other(self) -> None:
        one, other = tree.hash_leaf(b"a"), tree.hash_leaf(b"b")
        assert tree.hash_node(one, other) != tree.hash_leaf(one + other)

    def test_growth_is_shown_for_every_two_sizes_and_for_no_other_root(self) -> None:
        hashes = [*map(tree.hash_leaf, self.leaves)]
        roots = [tree.root_of(hashes[:size]) for size in range(len(hashes) + 1)]
        for size in range(1, 18):
            for before in range(1, size + 1):
                proof = tree.prove_growth(before, size, lambda a, b: tree.root_of(hashes[a:b]))
                tree.require_growth(before, size, roots[before], roots[size], proof)
                for old, new in ((roots[30], roots[size]), (roots[before], roots[30])):
                    with pytest.raises(tree.BadProof):
                        tree.require_growth(before, size, old, new, proof)


class TestDifferences:
    kept = [bytes([number]) * 4 for number in range(30)]

    def told(self, found: list[bytes]) -> list[tuple[str, int, int]]:
        told = differences(b"".join(self.kept), b"".join(found))
        return [(each.what.value, each.number, each.now) for each in told]

    def test_what_was_done_is_told_by_number(self) -> None:
        kept, new = self.kept, b"\xff\xff\xff\xff"
        assert self.told(kept) == []
        assert self.told([*kept, new]) == [], "what came later is not its business"
        assert self.told([*kept[:6], new, *kept[7:]]) == [("changed", 7, 7)]
        assert self.told([*kept[:6], *kept[7:]]) == [("missing", 7, 0)]
        assert self.told([*kept[:6], new, *kept[6:], new]) == [("added", 0, 7)]
        swapped = [*kept[:6], kept[20], *kept[7:20], kept[6], *kept[21:]]
        assert {each[:2] for each in self.told(swapped)} == {("moved", 7), ("moved", 21)}
        assert self.told(kept[:28]) == [("missing", 29, 0), ("missing", 30, 0)]


def whole_file(folder: Path, count: int = 20, **times: datetime) -> tuple[Path, Checkpoint]:
    """Events in batches of five in a file, and a checkpoint of all of them."""
    lines = [
        event_line(times.get(f"at{n}", BEGIN + timedelta(hours=n)), [n, 1, "An", "Xã\nHòa Bình"])
        for n in range(count)
    ]
    seals = [
        (n, Seal(n // 5, BEGIN + timedelta(hours=n), 0, 0, b"")) for n in range(5, count + 1, 5)
    ]
    written = list(files.sealed(lines, seals))
    path = folder / "trail.jsonl"
    files.write_file(path, files.Header(1, len(written), len(written)), written)
    marks = marks_of(numbered(shares(path, len(path.read_bytes().split(b"\n")[0]) + 1), 1))
    root = tree.root_of([*map(tree.hash_leaf, written)])
    made = Checkpoint(len(written), root, "then", "now", marks)
    return path, made.signed_with(Ed25519PrivateKey.generate())


class TestFiles:
    def test_one_changed_letter_is_found_and_told_where(self, tmp_path: Path) -> None:
        path, kept = whole_file(tmp_path)
        assert check_file(path, read_checkpoint(kept.as_text())).holds
        path.write_bytes(path.read_bytes().replace(b'",7,1,"An"', b'",7,1,"Anh"'))
        (finding,) = check_file(path, kept).findings
        assert (finding.what, finding.number) == (What.CHANGED, 9)
        assert "Anh" in finding.line
        brief = Checkpoint(kept.size, kept.root, "", "")
        assert [each.what for each in check_file(path, brief).findings] == [Verdict.ROOT]

    def test_what_says_an_earlier_day_than_the_seal_before_it_is_told(self, tmp_path: Path) -> None:
        path, kept = whole_file(tmp_path, at12=BEGIN - timedelta(days=3))
        (finding,) = check_file(path, kept).findings
        assert (finding.what, finding.number) == (Verdict.BACKDATED, 15)

    def test_a_cut_file_and_a_seal_made_up_behind_the_checkpoint(self, tmp_path: Path) -> None:
        path, kept = whole_file(tmp_path)
        early = Checkpoint(12, tree.root_of([]), "", "", kept.marks[:48])
        lines = path.read_bytes().split(b"\n")
        fields = json.loads(lines[24])
        fields[5] = "00" * 32
        path.write_bytes(b"\n".join([*lines[:24], json.dumps(fields).encode(), b""]))
        found = check_file(path, early).findings
        assert (Verdict.SEAL, 24) in {(each.what, each.number) for each in found}
        path.write_bytes(b"\n".join(lines[:10]) + b"\n")
        told = {each.what for each in check_file(path, kept).findings}
        assert {Verdict.COUNT, Verdict.SHORT, What.MISSING} <= told

    def test_a_part_leads_to_the_root_of_the_whole(self, tmp_path: Path) -> None:
        path, kept = whole_file(tmp_path)
        written = path.read_bytes().split(b"\n")[1:-1]
        hashes = [*map(tree.hash_leaf, written)]
        for first, last in ((1, 7), (8, 13), (10, 24), (17, 17)):
            head = files.Header(
                first,
                last,
                24,
                b"".join(tree.root_of(hashes[a:b]) for a, b in tree.covering(0, first - 1)),
                tuple(tree.root_of(hashes[a:b]) for a, b in tree.covering(last, 24)),
            )
            part = tmp_path / "part.jsonl"
            files.write_file(part, head, written[first - 1 : last])
            assert check_file(part, kept).holds, (first, last)
            changed = [*written[first - 1 : last - 1], b'["e1","9"]']
            files.write_file(part, head, changed)
            (finding,) = check_file(part, kept).findings
            assert (finding.what, finding.number) == (What.CHANGED, last)

    def test_a_checkpoint_signed_by_nobody_or_for_other_marks_is_none(self, tmp_path: Path) -> None:
        _path, kept = whole_file(tmp_path)
        for name, value in (("size", 23), ("root", "00" * 32), ("marks", ""), ("key", "00" * 32)):
            changed = json.loads(kept.as_text()) | {name: value}
            with pytest.raises(BadCheckpoint):
                read_checkpoint(json.dumps(changed))
        with pytest.raises(BadCheckpoint):
            read_checkpoint("[]")


@pytest.fixture
def act() -> audit.AuditEvent:
    return audit.record(
        actor=an_actor("secretary", a_cell()), action="x", at=BEGIN, purpose="kiểm tra"
    )


@pytest.mark.django_db
class TestSealing:
    def test_what_waits_is_sealed_once_and_each_batch_names_the_root_before(
        self, act: audit.AuditEvent
    ) -> None:
        first = seal(now=BEGIN)
        assert first is not None
        assert seal(now=BEGIN) is None
        audit.record(actor=an_actor("secretary", a_cell()), action="y", at=BEGIN)
        second = seal(now=BEGIN)
        assert second is not None
        numbers = [(each.number, each.first, each.last, each.size) for each in (first, second)]
        assert numbers == [(1, 1, 1, 2), (2, 3, 3, 4)]
        assert bytes(second.previous_root) == bytes(first.root)
        events = TrailLeaf.objects.order_by("number").values_list("event_id", flat=True)
        assert list(events) == [act.pk, None, act.pk + 1, None]
        assert not TrailWaiting.objects.exists()
        assert broken_trail() == []

    def test_the_newest_checkpoint_shows_to_continue_the_older_one(
        self, act: audit.AuditEvent
    ) -> None:
        key = Ed25519PrivateKey.generate()
        seal(now=BEGIN)
        older = sealed.checkpoint(now=BEGIN, after=None, marked=False)
        assert older is not None
        for number in range(4):
            audit.record(actor=an_actor("secretary", a_cell()), action=f"y{number}", at=BEGIN)
            seal(now=BEGIN)
        made = sealed.checkpoint(now=BEGIN, after=older, marked=True)
        assert made is not None
        newer = read_checkpoint(made.signed_with(key).as_text())
        require_grown(older, newer)
        other = Checkpoint(older.size, bytes(32), "", "")
        with pytest.raises(tree.BadProof):
            require_grown(other, newer)
        stolen = Checkpoint(newer.size, newer.root, "", "", growth=Growth(older.size, b"", ()))
        with pytest.raises(tree.BadProof):
            require_grown(older, stolen)

    @pytest.mark.parametrize("table", ["core_auditevent", "core_trailleaf", "core_trailbatch"])
    @pytest.mark.parametrize("act_on", ["TRUNCATE {} CASCADE", "DELETE FROM {}"])
    def test_the_database_refuses_to_empty_what_is_sealed(self, table: str, act_on: str) -> None:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(act_on.format(table))

    def test_the_database_checked_against_itself_names_what_was_touched(
        self, act: audit.AuditEvent
    ) -> None:
        seal(now=BEGIN)
        with connection.cursor() as cursor:
            for table in ("core_auditevent", "core_trailbatch"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        AuditEvent.objects.update(purpose="khác")
        TrailBatch.objects.update(root=bytes(32))
        hidden = AuditEvent.objects.create(
            at=BEGIN, actor_name="An", via="sql", action="z"
        )  # nothing noted that it waits
        told = broken_trail()
        assert told == [
            "Nhật ký, mục 1: nội dung khác lúc niêm phong.",
            "Nhật ký, lô 1: niêm phong không khớp các mục.",
            f"Nhật ký: sự kiện {hidden.pk} không được niêm phong.",
        ]
        AuditEvent.objects.filter(pk=act.pk).delete()
        assert broken_trail()[0] == "Nhật ký, mục 1: sự kiện đã bị xoá."


@pytest.mark.django_db
def test_whoever_owns_the_database_but_not_the_key_changes_nothing_unnoticed() -> None:
    """Sixty random changes older than the checkpoint: every one found, and told where."""
    kept = kept_checkpoint(BEGIN)
    assert named(kept) == set()
    adversary = Adversary(Random(1930), kept.size)
    for _number in range(60):
        with adversary.at_work() as change:
            found = named(kept)
            assert change.numbers & found, change
            if "sealed anew" in change.told and "cut off" not in change.told:
                assert len(found - change.numbers) <= 3, (change, found)
