"""Each hostile file is refused in words, before anything reads, keeps or hands it on."""

import io
import os
import zipfile
from random import Random

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from chibo.areas.documents import packages
from chibo.areas.documents.checking import check_template
from chibo.areas.documents.contents import CannotLookInside, is_scan
from chibo.areas.documents.harm import HarmfulFile, refuse_harmful_file
from chibo.areas.documents.secrecy import refuse_secret_file
from chibo.areas.exchange.reading import read_file
from chibo.core.errors import Refused
from tests.factories.hostile import (
    a_word_file,
    honest_files,
    linked,
    mutated,
    packed,
    parts_of,
    with_part,
)
from tests.factories.pdfs import a_pdf
from tests.factories.workbooks import UNITS, a_workbook
from tests.seeds import seeds

WORD, BOOK = a_word_file(), a_workbook({"Tổ chức": UNITS})
FAR = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def refused(name: str, content: bytes) -> type[Exception] | None:
    try:
        refuse_harmful_file(name, content)
        refuse_secret_file(name, content)
    except Refused as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("name", "content"), honest_files().items(), ids=lambda each: str(each)[:9]
)
def test_honest_files_pass(name: str, content: bytes) -> None:
    assert refused(name, content) is None


def test_pictures_and_a_link_to_click_pass() -> None:
    assert refused("anh.png", b"\x89PNG\r\n\x1a\n" + os.urandom(200)) is None
    assert refused("anh.jpg", b"\xff\xd8\xff\xe0" + os.urandom(200)) is None
    assert refused("duong-dan.docx", linked(WORD, "hyperlink", "https://example.org")) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chay.exe", b"MZ"),
        ("trang.html", b"<script>1</script>"),
        ("hinh.svg", b"<svg onload='x()'/>"),
        ("bao-cao.docm", WORD),
        ("so.xlsm", BOOK),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("khong-duoi", b"%PDF-1.7"),
        ("anh.png", b"GIF89a"),
        ("anh.png", b"\x89PNG<script>"),
        ("ke-hoach.pdf", WORD),
        ("ke-hoach.docx", BOOK),
        ("ghi-chu.txt", "TỐI MẬT".encode("utf-16")),
        ("macro.docx", with_part(WORD, "word/vbaProject.bin", b"x")),
        ("macro.xlsx", with_part(BOOK, "xl/macrosheets/sheet1.xml", b"<x/>")),
        ("nut.docx", with_part(WORD, "word/activeX/activeX1.xml", b"<x/>")),
        ("mau-xa.docx", linked(WORD, "attachedTemplate")),
        ("anh-xa.docx", linked(WORD, "image", "http://203.0.113.9/a.png")),
        ("tep-xa.docx", linked(WORD, "oleObject", "file://may-chu/a.xlsx")),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_not_as_named_or_acts_by_itself_is_refused(name: str, content: bytes) -> None:
    assert refused(name, content) is HarmfulFile


@pytest.mark.parametrize("script", [True, False], ids=["a script", "a file inside"])
def test_a_pdf_that_acts_is_refused(script: bool) -> None:
    writer, out = PdfWriter(io.BytesIO(a_pdf(["Kế hoạch"]))), io.BytesIO()
    if script:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("x"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    else:
        writer.add_attachment("chay.exe", b"MZ")
    writer.write(out)
    assert refused("ke-hoach.pdf", out.getvalue()) is HarmfulFile


def linked_out() -> bytes:
    entry = zipfile.ZipInfo("word/media/anh.png")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts_of(WORD):
            archive.writestr(name, data)
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def overlapping(content: bytes) -> bytes:
    """Every entry of the directory points at the first file: a small zip that unpacks to much."""
    raw = bytearray(content)
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 42 : at + 46] = b"\0\0\0\0"
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.docx", with_part(WORD, "word/media/a.bin", b"\0" * 40 * 1024 * 1024)),
        ("nhieu.docx", packed(*parts_of(WORD), *((f"{n}", b"") for n in range(2500)))),
        ("thuc-the.docx", with_part(WORD, "word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')),
        ("thuc-the-16.docx", with_part(WORD, "word/a.xml", "<!DOCTYPE a><a/>".encode("utf-16"))),
        ("ra-ngoai.docx", with_part(WORD, "../../etc/cron.d/a", b"x")),
        ("goc.docx", with_part(WORD, "/etc/passwd", b"x")),
        ("o-dia.docx", with_part(WORD, "C:/a", b"x")),
        ("noi.docx", linked_out()),
        ("hoa-thuong.docx", with_part(WORD, "WORD/document.xml", b"<x/>")),
        ("lzma.docx", packed(*parts_of(WORD), way=zipfile.ZIP_LZMA)),
        ("chong.docx", overlapping(WORD)),
        ("o-xa.xlsx", packed(*((n, FAR if "sheet1" in n else d) for n, d in parts_of(BOOK)))),
        ("rac.xlsx", os.urandom(100_000)),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_would_harm_whoever_opens_it_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(packages.UnsafePackage):
        packages.require_harmless(content)
    assert refused(name, content) in (CannotLookInside, HarmfulFile)
    if name.endswith(".xlsx"):
        with pytest.raises(Refused):
            read_file(name, content)


def read_every_way(name: str, content: bytes) -> int:
    """How many of the ways in refused it; any other exception is a bug and rises."""
    ways = (
        lambda: read_file(name, content),
        lambda: refuse_harmful_file(name, content),
        lambda: refuse_secret_file(name, content),
        lambda: is_scan(name, content),
        lambda: check_template("notice", name, content) if name.startswith("mau") else None,
    )
    count = 0
    for way in ways:
        try:
            way()
        except Refused:
            count += 1
    return count


@pytest.mark.parametrize("seed", seeds(1))
def test_files_changed_at_random_are_read_or_refused_and_nothing_else(seed: int) -> None:
    """bench/uploads.py does the same with ten thousand, through the pages too."""
    chance, files = Random(seed), sorted(honest_files().items())
    refusals = 0
    for _each in range(120):
        name, content = chance.choice(files)
        refusals += read_every_way(name, mutated(content, chance))
    assert refusals > 60
