"""Refuse what is marked as a secret (Luật 117/2025/QH15: secrets stay on independent machines).

Two readings, both aware of accents, letter spacing and either way of composing Unicode:
a title is refused for the word "mật" unless it is part of an everyday word (bí mật, mật ong …);
running text is refused only for a line that is itself a mark, as a stamp or "Độ mật: …" is.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import chain

from chibo.areas.documents import contents
from chibo.core.errors import Refused
from chibo.core.i18n import _

_KINDS_OF_PAPER = (
    *("tài liệu", "văn bản", "hồ sơ", "công văn", "báo cáo", "nghị quyết", "biên bản"),
    *("thông báo", "kế hoạch", "chỉ thị", "kết luận", "tờ trình", "quyết định"),
)
_ADDRESSES = ("đồng chí", "đ/c", "ông", "bà", "anh", "chị", "cụ")
_MARK = r"(?:(?:tối|tuyệt)\s+)?mật"
_EVERYDAY = (
    r"\b(?:(?:bí|bảo|thân|trật|cơ|túi|sỏi|đường|ống|dịch|rỉ|chắt|cần)\s+mật"
    r"|mật\s+(?:ong|độ|thiết|khẩu|mã|mía|gấu|ngữ|danh|nghị|tập|thư|phục))\b"
)
_MARKED_OPEN = r"\b(?:độ|mức độ|dấu|dấu độ)\s+mật\s*[:\-–]?\s*(?:không|thường|bình thường)\b"
_LABEL = r"(?:(?:mức\s+)?độ(?:\s+mật)?|(?:đóng\s+)?dấu(?:\s+(?:độ\s+)?mật)?)\s*[:\-–]?\s*"
_STAMP = re.compile(
    rf"(?:{_LABEL})?{_MARK}(?:\s*[:\-–]?\s*bản\s+số.*)?"
    rf"|(?:{'|'.join(_KINDS_OF_PAPER)})\s+{_MARK}",
    re.IGNORECASE,
)
_WORD = re.compile(rf"\b{_MARK}\b")
_BARE_IN_FILE_NAME = re.compile(r"(?:^|[\s(\[])(?:toi|tuyet) mat(?:$|[\s)\]])|^mat$|[(\[]mat[)\]]")
_APART = re.compile(r"\t|\s{3,}|[|;]")
_CELLS = re.compile(r"[\t;|,]")
_EDGES = " \t*.,:;!?-–—_/\\()[]{}<>\"'“”‘’«»"


class MarkedSecret(Refused):
    """The title, the text or the file carries a mark of secrecy."""

    code = "marked_secret"


def refuse_if_secret(*, title: str = "", text: str = "") -> None:
    """Raise MarkedSecret for a marked title, or a text with a line that is a mark."""
    if _marked_title(title) or _marked_text(text):
        raise MarkedSecret(
            _(
                "Nội dung mang dấu độ mật (Mật, Tối mật hoặc Tuyệt mật) nên phần mềm không nhận. "
                "Hãy soạn và lưu văn bản này trên máy tính độc lập theo quy định bảo vệ bí mật "
                "nhà nước; ở đây chỉ ghi những việc không thuộc bí mật."
            )
        )


def refuse_secret_file(
    name: str,
    content: bytes,
    *,
    names: Collection[str] = frozenset(),
    cells: Collection[str] | None = None,
) -> None:
    """Raise MarkedSecret for a file marked in its name, headings or cells.

    Looks inside .docx, .xlsx, .pptx, .pdf and plain text; of other files, and of pages that are
    pictures (`contents.is_scan`), only the name is read.
    `names` are lines known to name a person or a place: written in capitals they are no heading
    (NGUYỄN VĂN MẬT), while a bare mark among them is still one.
    `cells` are those of a workbook that its reader has opened safely; without them it is opened.
    Raises `contents.CannotLookInside` where such a file cannot be opened.
    """
    stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]
    if (
        _marked_title(re.sub(r"[_\-.+]+", " ", stem))
        or _BARE_IN_FILE_NAME.search(_bare(stem))
        or any(
            _marked_text(line, names) or (is_title and _marked_title(line))
            for line, is_title in _lines(name, content, cells)
        )
    ):
        raise MarkedSecret(
            _(
                "Tệp “%(name)s” mang dấu độ mật (Mật, Tối mật hoặc Tuyệt mật) nên không được tải "
                "lên. Hãy giữ tệp trên máy tính độc lập theo quy định bảo vệ bí mật nhà nước; "
                "ở đây chỉ ghi là có văn bản, số và ngày."
            )
            % {"name": name}
        )


def _lines(name: str, content: bytes, cells: Collection[str] | None) -> Iterable[tuple[str, bool]]:
    if cells is None:
        return contents.lines(name, content)
    return chain(contents.lines_beside_cells(name, content), ((cell, False) for cell in cells))


def _marked_title(title: str) -> bool:
    shown = _joined(_without_people(title))
    if "mật" not in shown:
        return False
    innocent = re.sub(_MARKED_OPEN, " ", shown)
    if re.search(r"\b(?:tối|tuyệt) mật\b|\bđộ mật\b", innocent):
        return True
    return bool(_WORD.search(re.sub(_EVERYDAY, " ", innocent)))


def _without_people(title: str) -> str:
    """The title without people called Mật: "đồng chí Mật", "Nguyễn Văn Mật"."""
    words = _composed(title).split()
    return " ".join(w for at, w in enumerate(words) if not _is_given_name(words, at))


def _is_given_name(words: list[str], at: int) -> bool:
    before = [word.strip(_EDGES).lower() for word in words[max(0, at - 2) : at]]
    if words[at].strip(_EDGES) != "Mật" or not before or before[-1] in ("tối", "tuyệt", "độ"):
        return False
    if before[-1] in _ADDRESSES or " ".join(before) in _ADDRESSES:
        return True
    capitals = all(word[:1].isupper() and not word.isupper() for word in words[at - 2 : at])
    return len(before) == 2 and capitals and " ".join(before) not in _KINDS_OF_PAPER


def _marked_text(text: str, names: Collection[str] = frozenset()) -> bool:
    if not _may_hold_mark(text):
        return False
    lines = _composed(text).splitlines()
    parts = (part for line in lines for part in (line, *_APART.split(line)))
    return any(_is_stamp(part, is_name=_names_someone(part, names)) for part in parts)


def _names_someone(line: str, names: Collection[str]) -> bool:
    """Whether the line, or one of its cells where it is a line of a .csv file, is such a name."""
    return bool(names) and any(cell.strip(_EDGES) in names for cell in _CELLS.split(line))


def _is_stamp(line: str, *, is_name: bool = False) -> bool:
    shown = _joined(line).strip(_EDGES)
    if not shown or len(shown) > 60 or re.search(_MARKED_OPEN, shown):
        return False
    if _STAMP.fullmatch(shown):
        return True
    return not is_name and _is_heading(line) and _marked_title(line)


def _is_heading(line: str) -> bool:
    """Whether the line is set in capitals, as the title of a paper is."""
    letters = [char for char in line if char.isalpha()]
    return len(letters) > 2 and all(char.isupper() for char in letters)


def _may_hold_mark(text: str) -> bool:
    """A cheap first look, so that a workbook of a million cells stays quick."""
    lowered = text.lower()
    return "ậ" in lowered or "\u0323" in lowered


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _joined(text: str) -> str:
    """Lower case, single spaces, and "M Ậ T" or "T-Ố-I" written together again."""
    shown = " ".join(_composed(text).lower().split())
    shown = re.sub(r"\bt\W{0,3}ố\W{0,3}i\b", "tối", shown)
    shown = re.sub(r"\bt\W{0,3}u\W{0,3}y\W{0,3}ệ\W{0,3}t\b", "tuyệt", shown)
    shown = re.sub(r"\bm\W{0,3}ậ\W{0,3}t\b", "mật", shown)
    return re.sub(r"\b(tối|tuyệt)\W{1,3}(?=mật\b)", r"\1 ", shown)


def _bare(text: str) -> str:
    spaced = re.sub(r"[_\-.+]+", " ", text.lower())
    flat = unicodedata.normalize("NFD", spaced)
    accented = any(unicodedata.combining(char) for char in flat) or "đ" in flat
    return "" if accented else " ".join(spaced.split())
