"""Before a workbook is parsed: is it one, and is it harmless to open?

A .xlsx file is a zip of XML parts. Its directory is read first (sizes, number of parts), then each
part is unpacked once, which proves the sizes, and sheets are searched for cells so far out that
the parser would reserve memory for the whole rectangle.
"""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from django.conf import settings

from chibo.areas.exchange.errors import (
    CannotRead,
    LockedByPassword,
    NotAWorkbook,
    OldFormat,
    TooLarge,
    ZipBomb,
)
from chibo.areas.exchange.reading.extent import COLUMNS, ROWS, reaches_far
from chibo.core.i18n import _

ENDINGS = (".xlsx", ".csv")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGABYTE = 1024 * 1024
_PARTS = 2000
_UNPACKED = 400 * _MEGABYTE
_RATIO, _RATIO_MATTERS_FROM = 100, 30 * _MEGABYTE
# Cells from column PA or row 300000 on: a little before extent's limits, to be looked at closely.
_FAR = re.compile(
    rb"\br\s*=\s*[\"'](?:(?:[A-Za-z]{3,}|[P-Zp-z][A-Za-z])[0-9]+"
    rb"|[A-Za-z]*(?:[3-9][0-9]{5}|[0-9]{7,}))[\"']"
)


def require_known_kind(name: str, content: bytes) -> None:
    """Raise CannotRead unless size and first bytes are those of a .xlsx or .csv file."""
    if len(content) > settings.CHIBO_UPLOAD_LIMIT:
        raise TooLarge(
            _("Tệp “%(name)s” lớn hơn %(limit)d MB.")
            % {"name": name, "limit": settings.CHIBO_UPLOAD_LIMIT // _MEGABYTE},
            _("Hãy chia thành nhiều tệp nhỏ hơn, hoặc xoá hình và trang tính không cần."),
        )
    if content.startswith(_COMPOUND_FILE):
        raise _compound_file(name, content)
    if not name.lower().endswith(ENDINGS):
        raise OldFormat(
            _("Tệp “%s” không phải .xlsx hay .csv.") % name,
            _("Hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx."),
        )


def require_safe_workbook(name: str, content: bytes) -> None:
    """Raise CannotRead unless `content` is a .xlsx workbook that can be opened without harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(name, archive)
            for part in archive.infolist():
                _check_part(name, part, archive.read(part))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        OSError,
        EOFError,
        ValueError,
    ) as broken:
        raise not_a_workbook(name) from broken
    except (RuntimeError, NotImplementedError) as locked:
        raise _locked(name) from locked


def not_a_workbook(name: str) -> NotAWorkbook:
    """The refusal of content that is no workbook."""
    return NotAWorkbook(
        _("Nội dung tệp “%s” không phải bảng tính .xlsx hoặc đã hỏng.") % name,
        _("Hãy mở tệp bằng Excel hoặc LibreOffice, kiểm tra rồi lưu lại dưới dạng .xlsx."),
    )


def _check_directory(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    crammed = unpacked > _RATIO_MATTERS_FROM and unpacked > _RATIO * max(packed, 1)
    if len(parts) > _PARTS or unpacked > _UNPACKED or crammed:
        raise ZipBomb(
            _("Tệp “%s” bung ra quá lớn so với dung lượng nên không được mở.") % name,
            _("Hãy chép các trang tính cần thiết sang một tệp mới rồi lưu lại."),
        )
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/workbook") for n in names):
        raise not_a_workbook(name)


def _check_part(name: str, part: zipfile.ZipInfo, data: bytes) -> None:
    if not part.filename.endswith((".xml", ".rels")):
        return
    if b"\0" in data[:8] or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise not_a_workbook(name)
    if part.filename.startswith("xl/worksheets/") and _FAR.search(data) and reaches_far(data):
        raise TooLarge(
            _("Tệp “%(name)s” có ô nằm quá %(rows)d hàng hoặc %(columns)d cột.")
            % {"name": name, "rows": ROWS, "columns": COLUMNS},
            _("Hãy xoá các ô thừa ở cuối trang tính, hoặc chép phần có dữ liệu sang tệp mới."),
        )


def _compound_file(name: str, content: bytes) -> CannotRead:
    """Excel's old container: an .xls workbook, or an .xlsx locked by a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _locked(name)
    return OldFormat(
        _("Tệp “%s” ở dạng Excel cũ (.xls).") % name,
        _("Hãy mở bằng Excel và chọn Lưu thành › Sổ làm việc Excel (.xlsx)."),
    )


def _locked(name: str) -> LockedByPassword:
    return LockedByPassword(
        _("Tệp “%s” đặt mật khẩu nên không đọc được.") % name,
        _("Hãy mở tệp, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi lưu lại."),
    )
