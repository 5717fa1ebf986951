"""Before a workbook is parsed: is it one, and is it harmless to open?

What every package is looked at for is in `documents/packages.py`; here it gets the words of an
import, with what to do about it.
"""

from django.conf import settings

from chibo.areas.documents import packages
from chibo.areas.documents.extent import COLUMNS, ROWS
from chibo.areas.exchange.errors import (
    CannotRead,
    LockedByPassword,
    NotAWorkbook,
    OldFormat,
    TooLarge,
    ZipBomb,
)
from chibo.core.i18n import _

ENDINGS = (".xlsx", ".csv")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGABYTE = 1024 * 1024


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
        names = packages.require_harmless(content, packages.Limits())
    except packages.Bomb as bomb:
        raise ZipBomb(
            _("Tệp “%s” bung ra quá lớn so với dung lượng nên không được mở.") % name,
            _("Hãy chép các trang tính cần thiết sang một tệp mới rồi lưu lại."),
        ) from bomb
    except packages.FarCells as far:
        raise TooLarge(
            _("Tệp “%(name)s” có ô nằm quá %(rows)d hàng hoặc %(columns)d cột.")
            % {"name": name, "rows": ROWS, "columns": COLUMNS},
            _("Hãy xoá các ô thừa ở cuối trang tính, hoặc chép phần có dữ liệu sang tệp mới."),
        ) from far
    except packages.Locked as locked:
        raise _locked(name) from locked
    except packages.UnsafePackage as broken:
        raise not_a_workbook(name) from broken
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/workbook") for n in names):
        raise not_a_workbook(name)


def not_a_workbook(name: str) -> NotAWorkbook:
    """The refusal of content that is no workbook."""
    return NotAWorkbook(
        _("Nội dung tệp “%s” không phải bảng tính .xlsx hoặc đã hỏng.") % name,
        _("Hãy mở tệp bằng Excel hoặc LibreOffice, kiểm tra rồi lưu lại dưới dạng .xlsx."),
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
