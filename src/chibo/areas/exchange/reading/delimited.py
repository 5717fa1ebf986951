"""Reading .csv: UTF-8, one sheet, cells apart by comma, semicolon or tab."""

import csv
import io

from chibo.areas.exchange.errors import NotAWorkbook, NotUtf8
from chibo.areas.exchange.reading.raw import RawSheet
from chibo.core.i18n import _

_SEPARATORS = (";", "\t", ",")


def read_delimited(name: str, content: bytes) -> list[RawSheet]:
    """The one sheet of the file, every cell as text. Raises CannotRead."""
    text = _decoded(name, content)
    if "\0" in text:
        raise NotAWorkbook(
            _("Nội dung tệp “%s” không phải văn bản .csv.") % name,
            _("Hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx."),
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as broken:
        raise NotAWorkbook(
            _("Không đọc được các cột của tệp “%s”.") % name,
            _("Hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx."),
        ) from broken
    return [RawSheet(file=name, title="", rows=[[cell.strip() for cell in row] for row in rows])]


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise NotUtf8(
            _("Tệp “%s” không ở bảng mã UTF-8 nên chữ tiếng Việt sẽ hỏng.") % name,
            _("Hãy lưu lại: Lưu thành › CSV UTF-8 (phân cách bằng dấu phẩy), hoặc dạng .xlsx."),
        ) from broken


def _separator(text: str) -> str:
    """The one that cuts the heading line into most cells."""
    heading = text.partition("\n")[0]
    return max(_SEPARATORS, key=heading.count)
