"""Files an attacker would send, and honest ones changed a little at random."""

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

import docx

from tests.factories.pdfs import a_pdf
from tests.factories.workbooks import a_workbook, three_sheets

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)


def a_word_file(*lines: str) -> bytes:
    """A .docx with these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for line in lines or ("Báo cáo tháng",):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def packed(*parts: tuple[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, the same name twice where it is asked for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def parts_of(content: bytes) -> list[tuple[str, bytes]]:
    """Name and content of every part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(each.filename, archive.read(each)) for each in archive.infolist()]


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The package with one part more."""
    return packed(*parts_of(content), (name, data))


def linked(content: bytes, kind: str, target: str = "http://203.0.113.9/a.dotm") -> bytes:
    """The .docx with a relation of this kind to elsewhere."""
    relations = RELATIONS.format(kind=kind, target=target).encode()
    return with_part(content, "word/_rels/settings.xml.rels", relations)


def honest_files() -> dict[str, bytes]:
    """One of each kind that people send."""
    rows = ["Mã đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Mã chi bộ", "Ngày vào Đảng"]
    return {
        "so-lieu.xlsx": a_workbook(three_sheets()),
        "dang-vien.csv": ",".join(rows).encode() + b"\nDV1,An,Nam,01/01/1980,XHB-01,19/05/2010",
        "bao-cao.docx": a_word_file("Báo cáo tháng 11", "Đã họp đúng ngày mồng ba."),
        "mau.docx": a_word_file("{{ subject }}"),
        "ke-hoach.pdf": a_pdf(["Kế hoạch tháng"], ["Phân công"]),
    }


def mutated(content: bytes, chance: Random) -> bytes:
    """The file after one to three changes: to its bytes, or to a part inside a valid package."""
    changed = content
    for _again in range(chance.randint(1, 3)):
        inside = changed[:2] == b"PK" and chance.random() < 0.6
        changed = _inside(changed, chance) if inside else _bytes(changed, chance)
    return changed


def _bytes(content: bytes, chance: Random) -> bytes:
    return chance.choice(_OF_BYTES)(bytearray(content or b"x"), chance)


def _flip(raw: bytearray, chance: Random) -> bytes:
    for _more in range(chance.randint(1, 8)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def _cut(raw: bytearray, chance: Random) -> bytes:
    return bytes(raw[: chance.randrange(len(raw))])


def _drop(raw: bytearray, chance: Random) -> bytes:
    begin = chance.randrange(len(raw))
    del raw[begin : begin + chance.randint(1, 64)]
    return bytes(raw)


def _twice(raw: bytearray, chance: Random) -> bytes:
    begin = chance.randrange(len(raw))
    return bytes(raw[:begin] + raw[begin : begin + 200] + raw[begin:])


def _number(raw: bytearray, chance: Random) -> bytes:
    begin = chance.randrange(len(raw))
    raw[begin : begin + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(raw)


_OF_BYTES: Sequence[Callable[[bytearray, Random], bytes]] = (_flip, _cut, _drop, _twice, _number)
_PIECES = (
    *(b"<v>1e999</v>", b'r="A0"', b'r="XFD1048576"', b't="s"', b't="d"', b"<v>-1</v>", b"</row>"),
    *(b"&#0;", b"&lt;", b"\xff\xfe", b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"=1+1", b"'"),
    *(b"{{ subject", b"{% for x in y %}", b"{{ subject.__class__ }}", b"9" * 400, b"\0"),
)


def _inside(content: bytes, chance: Random) -> bytes:
    try:
        parts = parts_of(content)
    except Exception:  # damaged by the change before
        return _bytes(content, chance)
    at = chance.randrange(len(parts))
    name, data = parts[at]
    kind = chance.randrange(4)
    if kind == 0:
        parts.pop(at)
    elif kind == 1:
        parts[at] = (name, _bytes(data, chance))
    elif kind == 2:
        place = chance.randrange(len(data) + 1)
        parts[at] = (name, data[:place] + chance.choice(_PIECES) + data[place:])
    else:
        parts[at] = (chance.choice(("../" + name, name.upper(), name + ".bin", "/x")), data)
    return packed(*parts)
