"""Files people send: only kinds that are known, that are what their names say, that do nothing.

Kept files are handed on to other people and opened by their programs, so what acts by itself is
refused: macros, controls, what is fetched from elsewhere when a paper is opened. Nothing here runs,
unpacks to disk or draws a file; pictures are never decoded.
"""

import re
from collections.abc import Mapping

from chibo.areas.documents import packages
from chibo.areas.documents.contents import CannotLookInside
from chibo.areas.documents.pdf_text import acts_by_itself
from chibo.core.errors import Refused
from chibo.core.i18n import _

BEGINS: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "txt": (b"",),
    "csv": (b"",),
}
"""The kinds of file that are taken, and how each begins. A text may not hold a zero byte."""
_PACKAGES = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
_TEXTS = ("txt", "csv")
_ACTING = ("vbaproject", "vbadata", "activex", "macrosheets/", "dialogsheets/")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_HARMLESS = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(?:hyperlink|externalLinkPath)[\"']")


class HarmfulFile(Refused):
    """The file is of no kind that is taken, is not what its name says, or acts by itself."""

    code = "harmful_file"
    field = "file"


def refuse_harmful_file(name: str, content: bytes) -> None:
    """Raise HarmfulFile or CannotLookInside unless the file may be kept and handed on."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in BEGINS:
        raise HarmfulFile(
            _("Chưa nhận loại tệp “.%(ending)s”. Hãy gửi một trong các loại: %(kinds)s.")
            % {"ending": ending[:20], "kinds": ", ".join(BEGINS)}
        )
    if not content.startswith(BEGINS[ending]) or (ending in _TEXTS and b"\0" in content):
        raise _not_as_named(name)
    if ending in _PACKAGES:
        _refuse_acting_package(name, ending, content)
    if ending == "pdf" and acts_by_itself(content):
        raise HarmfulFile(
            _(
                "Tệp “%s” có mã chạy kèm hoặc tệp khác đính bên trong nên không nhận. Hãy in lại "
                "thành PDF rồi gửi."
            )
            % name
        )


def _refuse_acting_package(name: str, ending: str, content: bytes) -> None:
    try:
        parts = dict(packages.parts(content))
    except packages.UnsafePackage as unsafe:
        raise CannotLookInside(
            _(
                "Không mở được tệp “%(name)s” để xem nội dung. Hãy kiểm tra tệp có đúng định dạng, "
                "không đặt mật khẩu và không quá lớn, rồi tải lên lại."
            )
            % {"name": name}
        ) from unsafe
    if _PACKAGES[ending] not in parts:
        raise _not_as_named(name)
    kinds = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in kinds or any(word in part.lower() for part in parts for word in _ACTING):
        raise HarmfulFile(
            _("Tệp “%s” có macro nên không nhận. Hãy lưu lại dưới dạng không có macro rồi gửi.")
            % name
        )
    if any(_fetches(data) for part, data in parts.items() if part.lower().endswith(".rels")):
        raise HarmfulFile(
            _("Tệp “%s” tự lấy nội dung từ nơi khác khi mở nên không nhận. Hãy gỡ liên kết đó.")
            % name
        )


def _fetches(relations: bytes) -> bool:
    """Whether something besides a link to click is fetched: a template, a picture, an object."""
    return any(
        _EXTERNAL.search(each) and not _HARMLESS.search(each)
        for each in _RELATION.findall(relations)
    )


def _not_as_named(name: str) -> HarmfulFile:
    return HarmfulFile(
        _("Tệp “%s” không đúng như đuôi tên của nó. Hãy lưu lại đúng định dạng rồi gửi.") % name
    )
