"""One guard for files that are packages: a zip of XML parts, as .docx, .xlsx and .pptx are.

Whatever opens such a file from outside (workbooks of an import, papers, Word templates, the
secrecy guard) has it looked at here first. The directory is read before anything is unpacked:
number and sizes of parts, ratio, names. Then each part is unpacked once, which proves the sizes,
and XML with a document type is refused, so that no parser ever sees an entity.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree import ElementTree

from chibo.areas.documents.extent import reaches_far

_MEGABYTE = 1024 * 1024
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels", ".vml")
_SYSTEM_UNIX = 3
# Cells from column PA or row 300000 on: a little before extent's limits, to be looked at closely.
_FAR = re.compile(
    rb"\br\s*=\s*[\"'](?:(?:[A-Za-z]{3,}|[P-Zp-z][A-Za-z])[0-9]+"
    rb"|[A-Za-z]*(?:[3-9][0-9]{5}|[0-9]{7,}))[\"']"
)


class UnsafePackage(Exception):
    """Why a package is not opened; each reader says it in its own words."""


class Broken(UnsafePackage):
    """No zip, damaged, or not made as office programs make them."""


class Locked(UnsafePackage):
    """A part opens only with a password."""


class Bomb(UnsafePackage):
    """It would unpack to far more than it is."""


class FarCells(UnsafePackage):
    """A cell of a sheet stands so far out that reading would reserve memory for all before it."""


@dataclass(frozen=True)
class Limits:
    """How much a package may hold: parts, bytes unpacked, times its packed size from `matters`."""

    parts: int = 2000
    unpacked: int = 400 * _MEGABYTE
    ratio: int = 100
    matters: int = 30 * _MEGABYTE


PAPERS = Limits(unpacked=300 * _MEGABYTE)


@contextmanager
def opened(content: bytes, limits: Limits = PAPERS) -> Iterator[zipfile.ZipFile]:
    """The package, its directory looked at. Raises UnsafePackage, within the block too.

    Whatever the zip library says of a damaged part while the block reads is a Broken as well.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), limits)
            yield archive
    except (RuntimeError, NotImplementedError) as locked:
        raise Locked from locked
    except (
        *(zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError),
        *(OSError, EOFError, ValueError, KeyError, IndexError, OverflowError),
    ) as broken:
        raise Broken from broken


def parts(
    content: bytes, limits: Limits = PAPERS, *, only: tuple[str, ...] = ("",)
) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part, looked at before it is given. Raises UnsafePackage.

    `only`: how the names of the wanted parts begin, where the package was looked at whole before.
    """
    with opened(content, limits) as archive:
        wanted = (part for part in archive.infolist() if part.filename.startswith(only))
        for part in wanted:
            data = archive.read(part)
            _check_part(part.filename, data)
            yield part.filename, data


def require_harmless(content: bytes, limits: Limits = PAPERS) -> tuple[str, ...]:
    """The names of its parts, once all of them were looked at. Raises UnsafePackage."""
    return tuple(name for name, _data in parts(content, limits))


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    crammed = unpacked > limits.matters and unpacked > limits.ratio * max(packed, 1)
    if len(entries) > limits.parts or unpacked > limits.unpacked or crammed:
        raise Bomb
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):  # two readers could each see another file
        raise Broken
    for entry in entries:
        if entry.flag_bits & 1:
            raise Locked
        if entry.compress_type not in _WAYS or _leads_out(entry.filename) or _is_link(entry):
            raise Broken


def _leads_out(name: str) -> bool:
    """Whether the name would leave a folder. Nothing is unpacked to one: nobody else should."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return entry.create_system == _SYSTEM_UNIX and stat.S_ISLNK(entry.external_attr >> 16)


def _check_part(name: str, data: bytes) -> None:
    if not name.lower().endswith(_XML):
        return
    if b"\0" in data[:8] or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Broken
    if name.startswith("xl/worksheets/") and _FAR.search(data) and reaches_far(data):
        raise FarCells
