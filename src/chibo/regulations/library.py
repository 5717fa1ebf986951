"""The shelf of rule packs: loaded, checked, and found by subject and date."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from chibo.regulations.reading import Borrowed, Table
from chibo.regulations.subjects import SUBJECTS, Rules
from chibo.regulations.values import PackError, Source

SHIPPED = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Pack:
    """One document's rules on one subject, in force on `[effective_from, ends_before)`."""

    id: str
    subject: str
    number: str
    title: str
    issued_on: date
    effective_from: date
    replaces: str | None
    source: Source
    verified: bool
    """Whether the text was read, or reported by a published page; otherwise say so beside it."""
    rules: Rules = field(repr=False)
    ends_before: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the pack is in force on this day."""
        return self.effective_from <= on and (self.ends_before is None or on < self.ends_before)


@dataclass(frozen=True)
class Library:
    """All packs, each subject a chain from oldest to newest without overlap or gap."""

    packs: tuple[Pack, ...]

    def chain(self, subject: str) -> tuple[Pack, ...]:
        """The packs of a subject, oldest first."""
        return tuple(pack for pack in self.packs if pack.subject == subject)

    def pack_for(self, subject: str, on: date) -> Pack | None:
        """The pack in force on a day; None before the first; KeyError for an unknown subject."""
        if subject not in SUBJECTS:
            raise KeyError(subject)
        return next((pack for pack in self.chain(subject) if pack.covers(on)), None)

    def pack(self, pack_id: str) -> Pack:
        """The pack with this id; KeyError if there is none."""
        return {pack.id: pack for pack in self.packs}[pack_id]


def load(folder: Path) -> Library:
    """Read every pack in `folder`; PackError, naming file and key, if one is faulty."""
    packs = [_read_pack(each) for each in sorted(folder.iterdir()) if each.is_dir()]
    chains = (_chained([p for p in packs if p.subject == subject]) for subject in SUBJECTS)
    return Library(tuple(pack for chain in chains for pack in chain))


@cache
def current() -> Library:
    """The packs shipped with this version, loaded once."""
    return load(SHIPPED)


def _read_pack(folder: Path) -> Pack:
    head = Table.of_file(folder / "pack.toml")
    subject = head.text("subject")
    if subject not in SUBJECTS:
        head.fault(f"no such subject: {subject!r}")
    if head.text("id") != folder.name:
        head.fault("'id' must be the name of the folder")
    files = _Files(folder, head, subject)
    pack = Pack(
        id=folder.name,
        subject=subject,
        number=head.text("number"),
        title=head.text("title"),
        issued_on=head.day("issued_on"),
        effective_from=head.day("effective_from"),
        replaces=head.text("replaces", "") or None,
        source=head.source(),
        verified=head.flag("verified"),
        rules=SUBJECTS[subject].read(folder.name, head, files.open),
    )
    head.close()
    files.close()
    return pack


class _Files:
    """The files of one pack, its own or borrowed from another as `[borrowed]` says."""

    def __init__(self, folder: Path, head: Table, subject: str) -> None:
        self._folder = folder
        self._head = head
        self._lenders = {row.text("file"): row for row in head.tables("borrowed", optional=True)}
        self._opened: list[Table] = []
        known = {"pack.toml", "cases.toml", *SUBJECTS[subject].files}
        unknown = sorted(each.name for each in folder.iterdir() if each.name not in known)
        if unknown:
            head.fault(f"unknown file {unknown[0]!r} in the pack")

    def open(self, name: str) -> Table:
        """A file of the pack; borrowed rows carry the evidence their borrower gives them."""
        path, borrowed = self._folder / name, None
        if name in self._lenders:
            row = self._lenders[name]
            if path.exists():
                row.fault(f"{name!r} is both the pack's own and borrowed")
            path = self._folder.parent / row.text("pack") / name
            borrowed = Borrowed(row.text("evidence"), row.text("note"))
        table = Table.of_file(path, borrowed, self._folder.name)
        self._opened.append(table)
        return table

    def close(self) -> None:
        for table in self._opened:
            table.close()


def _chained(packs: list[Pack]) -> list[Pack]:
    """The packs in order, each ending where its successor begins."""
    chain = sorted(packs, key=lambda pack: pack.effective_from)
    ids = {pack.id for pack in chain}
    for pack in chain:
        if pack.replaces is not None and pack.replaces not in ids:
            raise PackError(f"{pack.id}: replaces {pack.replaces!r}, which is not on the shelf")
    claims = Counter(pack.replaces for pack in chain)
    overlap = sorted(str(replaced) for replaced, count in claims.items() if count > 1)
    if overlap:
        raise PackError(f"overlap: several packs of one subject take the place of {overlap[0]!r}")
    for older, newer in pairwise(chain):
        if newer.replaces != older.id or newer.effective_from == older.effective_from:
            raise PackError(f"{newer.id}: must replace {older.id}, the pack in force before it")
    ends = [pack.effective_from for pack in chain[1:]] + [None]
    return [replace(pack, ends_before=end) for pack, end in zip(chain, ends, strict=True)]


DRAFT = "draft"


def read_draft(base: Pack, text: str) -> Pack:
    """The pack as it would be with some of pack.toml written otherwise; PackError if faulty.

    `text` is TOML with only what differs: a table's keys, or rows of an array told apart by their
    kind or code.
    """
    folder = SHIPPED / base.id
    told = Table.of_text(text, DRAFT).data()
    head = Table(
        _merged(Table.of_file(folder / "pack.toml").data(), told), DRAFT, None, f"{DRAFT}#"
    )
    files = _Files(folder, head, base.subject)
    _identity(head)
    rules = SUBJECTS[base.subject].read(DRAFT, head, files.open)
    head.close()
    return replace(base, id=DRAFT, rules=rules)


def _identity(head: Table) -> None:
    """What a draft takes over unread from the pack it changes."""
    for key in ("id", "subject", "number", "title"):
        head.text(key)
    for key in ("issued_on", "effective_from"):
        head.day(key)
    head.text("replaces", "")
    head.source()
    head.flag("verified")


def _merged(base: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in told.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = {**old, **value}
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = _merged_rows(old, value)
        else:
            merged[key] = value
    return merged


def _merged_rows(old: list[Any], told: list[Any]) -> list[Any]:
    rows = list(old)
    for row in told:
        name = _name_of(row)
        place = next((n for n, each in enumerate(rows) if name and _name_of(each) == name), None)
        if place is None:
            rows.append(row)
        else:
            rows[place] = {**rows[place], **row}
    return rows


def _name_of(row: Any) -> Any:
    return (row.get("kind") or row.get("code")) if isinstance(row, dict) else None
