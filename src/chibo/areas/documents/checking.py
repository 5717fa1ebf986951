"""A Word template an office brings: what is wrong, where, and the nearest right name."""

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx
from jinja2 import Environment, TemplateError, UndefinedError, nodes

from chibo.areas.documents import packages
from chibo.areas.documents.examples import example_of, names_in, paper_classes
from chibo.areas.documents.opened import OpenedTemplate
from chibo.areas.documents.rendering import context_of, new_environment
from chibo.areas.documents.secrecy import refuse_secret_file
from chibo.core.errors import Refused
from chibo.core.i18n import _

LIMIT = 2 * 1024 * 1024
_LIMITS = packages.Limits(parts=500, unpacked=40 * 1024 * 1024)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SHORT = re.compile(r"^\{([{%])(?:p|tr|tc|r) ")
_OWN_NAMES = {"loop", "range", "dict", "namespace", "true", "false", "none"}
_MISSING = re.compile(r"has no (?:attribute|element) '?(\w+)'?|'(\w+)' is undefined")


@dataclass(frozen=True)
class TemplateFault:
    """What is wrong at one place of the template."""

    place: str
    text: str


class BadTemplate(Refused):
    """The file cannot serve as a template; `faults` say where and why."""

    code = "bad_template"
    field = "file"

    def __init__(self, message: str, faults: tuple[TemplateFault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


def check_template(kind: str, name: str, content: bytes) -> None:
    """Raise BadTemplate, MarkedSecret or CannotLookInside unless papers can be made with it.

    Sizes are looked at before anything is unpacked. Macros, embedded objects and links to other
    files are refused. Every field is looked up, and an example is filled in the end.
    """
    _check_package(name, content)
    refuse_secret_file(name, content)
    faults = tuple(_faults(kind, content)) or tuple(_trial(kind, content))
    if faults:
        raise BadTemplate(
            _("Mẫu còn %d chỗ sai; chưa nhận. Hãy sửa trong Word rồi tải lên lại.") % len(faults),
            faults,
        )


def _check_package(name: str, content: bytes) -> None:
    if len(content) > LIMIT:
        raise BadTemplate(_("Tệp lớn hơn 2 MB. Hãy bỏ bớt ảnh trong mẫu."))
    try:
        parts = dict(packages.parts(content, _LIMITS))
    except packages.Bomb as bomb:
        raise BadTemplate(_("Tệp nén bung ra quá lớn nên không nhận.")) from bomb
    except packages.UnsafePackage as broken:
        raise BadTemplate(
            _("Tệp không phải là văn bản Word (.docx). Hãy lưu lại bằng Word rồi tải lên.")
        ) from broken
    names = [part.lower() for part in parts]
    links = b"".join(data for part, data in parts.items() if part.endswith(".rels"))
    if not name.lower().endswith(".docx") or "word/document.xml" not in names:
        raise BadTemplate(_("Chỉ nhận tệp Word đuôi .docx. Hãy chọn “Lưu thành” và kiểu .docx."))
    if any("vba" in each or "activex" in each or "embeddings/" in each for each in names):
        raise BadTemplate(_("Mẫu có macro hoặc tệp nhúng nên không nhận. Hãy bỏ đi rồi lưu lại."))
    if b'TargetMode="External"' in links:
        raise BadTemplate(
            _("Mẫu có liên kết ra tệp hoặc trang khác nên không nhận. Hãy gỡ liên kết.")
        )


def places(content: bytes) -> Iterator[tuple[str, str]]:
    """Every paragraph with its place as a person counts it: "đoạn 3", "bảng 2, hàng 1, cột 4"."""
    document = docx.Document(io.BytesIO(content))
    for number, paragraph in enumerate(document.paragraphs, start=1):
        yield _("đoạn %d") % number, paragraph.text
    for at, table in enumerate(document.tables, start=1):
        for line, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row.cells, start=1):
                where = {"t": at, "r": line, "c": column}
                text = "\n".join(paragraph.text for paragraph in cell.paragraphs)
                yield _("bảng %(t)d, hàng %(r)d, cột %(c)d") % where, text
    for section in document.sections:
        for part, told in ((section.header, _("đầu trang")), (section.footer, _("chân trang"))):
            yield told, "\n".join(paragraph.text for paragraph in part.paragraphs)


def _faults(kind: str, content: bytes) -> Iterator[TemplateFault]:
    """What can be seen without filling it: braces, single tags, names and filters."""
    try:
        found = list(places(content))
    except Exception as broken:  # the library has no word of its own for parts that are damaged
        raise BadTemplate(_("Không mở được tệp Word này. Hãy lưu lại rồi tải lên.")) from broken
    environment = new_environment()
    known = set(paper_classes()[kind].__dataclass_fields__) | _OWN_NAMES
    known |= {name for _place, text in found for name in _set_here(text)}
    for place, text in found:
        left = _TAG.sub("", text)
        if "{{" in left or "{%" in left or "}}" in left or "%}" in left:
            yield TemplateFault(place, _("Ngoặc mở và ngoặc đóng không khớp: “%s”.") % text[:80])
        for tag in _TAG.findall(text):
            yield from _tag_faults(environment, known, place, tag)


def _set_here(text: str) -> set[str]:
    """Names a loop or an assignment gives: "for row, number in rows" → row, number."""
    given = re.findall(r"\{%(?:p|tr|tc|r)?\s*(?:for\s+(.+?)\s+in\b|set\s+(\w+))", text)
    return {name for pair in given for name in re.findall(r"\w+", " ".join(pair))}


def _tag_faults(
    environment: Environment, known: set[str], place: str, tag: str
) -> Iterator[TemplateFault]:
    """A field alone or the expression of a block; whether blocks close is seen in the trial."""
    shown = _SHORT.sub(r"{\1 ", tag)
    asked = re.match(r"\{%-?\s*(?:if|elif|for\s+.+?\s+in)\s+(.+?)-?%\}", shown)
    if shown.startswith("{%") and not asked:
        return
    expression = asked[1] if asked else shown.strip("{}").strip()
    try:
        tree = environment.parse(f"{{{{ {expression} }}}}")
    except TemplateError:
        yield TemplateFault(place, _("Viết sai cú pháp: “%s”.") % tag)
        return
    for each in tree.find_all(nodes.Filter):
        if each.name not in environment.filters:
            yield TemplateFault(place, _unknown(tag, each.name, set(environment.filters)))
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known:
            yield TemplateFault(place, _unknown(tag, name.name, known - _OWN_NAMES))


def _unknown(tag: str, name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    told = _("Không có trường “%(name)s” trong “%(tag)s”.") % {"name": name, "tag": tag}
    return f"{told} " + (_("Có phải “%s”?") % near[0] if near else _("Xem danh sách trường."))


def _trial(kind: str, content: bytes) -> Iterator[TemplateFault]:
    """Fill an example: what only shows then, as a part of a field that is not there."""
    paper = example_of(kind)
    context = context_of(paper)
    try:
        opened = OpenedTemplate(content, new_environment())
        opened.fill(context, title=paper.subject, author=paper.heading.issuing_name)
    except UndefinedError as error:
        yield _missing(content, context, error)
    except TemplateError as error:
        around = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
        near = " … ".join(line for line in around if line)[:120] or _("cả mẫu")
        yield TemplateFault(near, _block_told(str(error)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        yield TemplateFault(_("cả mẫu"), _("Không điền được ví dụ: %s.") % error)


def _missing(content: bytes, context: Mapping[str, Any], error: UndefinedError) -> TemplateFault:
    found = _MISSING.search(str(error))
    name = next((group for group in found.groups() if group), "") if found else ""
    holds = re.compile(rf"\b{re.escape(name)}\b")
    for place, text in places(content):
        for tag in _TAG.findall(text):
            if name and holds.search(tag):
                return TemplateFault(place, _unknown(tag, name, _all_names(context)))
    return TemplateFault(_("cả mẫu"), str(error))


def _all_names(context: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    for value in context.values():
        rows = value if isinstance(value, tuple) else (value,)
        found |= {n for row in rows if hasattr(row, "__dataclass_fields__") for n in names_in(row)}
    return found


def _block_told(message: str) -> str:
    if "endfor" in message or "endif" in message or "unexpected 'end'" in message.lower():
        return _("Thiếu hoặc thừa endif, endfor: mỗi if, mỗi for phải có chỗ đóng.")
    return _("Viết sai cú pháp: %s.") % message
