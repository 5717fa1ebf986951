"""A Word template opened once and filled many times; what comes out is what docxtpl writes.

docxtpl opens, cleans and compiles the template anew for each paper, which is most of its work. Here
that is done once and kept; a paper then costs the filling, one reading of the filled body (tables
are mended on it) and the packing. A test holds the parts against docxtpl's own.
"""

import copy
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, cast

from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import parse_xml, serialize_part_xml
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from jinja2 import Environment, Template, TemplateError

from chibo.areas.documents.packing import Packed, join, pack

_MARKUP = re.compile(r"\{[{%#]")
_BROKEN_UP = re.compile(r"[\t\a\n\f]")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_FOOTNOTES = ".footnotes+xml"
_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_FIRST_PICTURE = 1001
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


class OpenedTemplate:
    """One template, ready to be filled. May be shared by threads: filling changes nothing in it.

    Raises what docxtpl raises: PackageNotFoundError, KeyError, ValueError or zipfile.BadZipFile
    for what is no Word file, TemplateError for wrong markup.
    """

    def __init__(self, content: bytes, environment: Environment) -> None:
        self._tool = DocxTemplate(io.BytesIO(content))
        self._tool.render_init()
        document = self._tool.docx
        self._body = _compiled(self._tool, self._tool.get_xml(), environment)
        self._shell = copy.deepcopy(document._element)
        self._place = list(self._shell).index(self._shell.body)
        self._shell.remove(self._shell.body)
        self._core = copy.deepcopy(document.core_properties._element)
        self._properties = self._property_texts(environment)
        self._varying = self._parts_with_fields(environment)
        self._constant = self._packed_once()

    def fill(self, context: Mapping[str, Any], *, title: str, author: str) -> bytes:
        """The paper as a .docx; `title` and `author` go into the file's properties.

        Raises TemplateError, and TypeError or ValueError out of a filter, where a field cannot be
        filled.
        """
        varying = {
            _BODY: self._filled_body(context),
            _CORE: self._filled_core(context, title, author),
        }
        for name, (template, encoding, reread) in self._varying.items():
            filled = self._fill(template, context).encode(encoding)
            varying[name] = serialize_part_xml(_read(filled)) if reread else filled
        return join(
            [
                part if isinstance(part, Packed) else pack(part, varying[part])
                for part in self._constant
            ]
        )

    def _filled_body(self, context: Mapping[str, Any]) -> bytes:
        tree = self._tool.fix_tables(self._fill(self._body, context))
        pictures = tree.xpath("//wp:docPr", namespaces=nsmap)
        for number, picture in enumerate(pictures, start=_FIRST_PICTURE):
            picture.attrib["id"] = str(number)
        root = copy.deepcopy(self._shell)
        root.insert(self._place, tree)
        return serialize_part_xml(root)

    def _fill(self, template: Template, context: Mapping[str, Any]) -> str:
        """One part filled; paragraphs, tabs and line breaks inside texts made Word's own."""
        filled = _joined(template.render(context))
        if not _BROKEN_UP.search(filled):
            return filled
        return _PARAGRAPH.sub(self._broken_up, filled)

    def _broken_up(self, paragraph: re.Match[str]) -> str:
        text = paragraph.group(0)
        return cast(str, self._tool.resolve_listing(text)) if _BROKEN_UP.search(text) else text

    def _filled_core(self, context: Mapping[str, Any], title: str, author: str) -> bytes:
        core = copy.deepcopy(self._core)
        about = CoreProperties(core)
        for name, text in self._properties.items():
            setattr(about, name, text if isinstance(text, str) else text.render(context))
        about.title, about.author = title, author
        return serialize_part_xml(core)

    def _property_texts(self, environment: Environment) -> dict[str, str | Template]:
        about = self._tool.docx.core_properties
        written = {name: getattr(about, name) for name in _PROPERTIES}
        return {
            name: environment.from_string(text) if _MARKUP.search(text) else text
            for name, text in written.items()
        }

    def _parts_with_fields(self, environment: Environment) -> dict[str, tuple[Template, str, bool]]:
        """Headers, footers and footnotes with markup: compiled, encoding, whether read again."""
        tool = self._tool
        found = {}
        for uri in (tool.HEADER_URI, tool.FOOTER_URI):
            for _key, part in tool.get_headers_footers(uri):
                xml = tool.get_part_xml(part)
                if _MARKUP.search(re.sub(r"<[^>]*>", "", xml)):
                    name = part.partname.membername
                    found[name] = (_compiled(tool, xml, environment), "utf-8", True)
        for part in tool.docx.part.package.parts:
            if part.content_type.endswith(_FOOTNOTES):
                xml = part.blob.decode("utf-8")
                found[part.partname.membername] = (
                    _compiled(tool, xml, environment),
                    "utf-8",
                    False,
                )
        return found

    def _packed_once(self) -> list[Packed | str]:
        """Every part in its order: compressed where it never changes, else its name."""
        out = io.BytesIO()
        self._tool.docx.save(out)
        with zipfile.ZipFile(out) as archive:
            changing = {_BODY, _CORE, *self._varying}
            return [
                name if name in changing else pack(name, archive.read(name))
                for name in archive.namelist()
            ]


def _compiled(tool: DocxTemplate, xml: str, environment: Environment) -> Template:
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", tool.patch_xml(xml))
    try:
        return environment.from_string(source)
    except TemplateError as broken:
        line = getattr(broken, "lineno", None)
        if line is not None:
            around = source.splitlines()[max(line - 4, 0) : max(line - 4, 0) + 7]
            broken.docx_context = [re.sub(r"<[^>]+>", "", each) for each in around]  # type: ignore[attr-defined]
        raise


def _joined(filled: str) -> str:
    """What docxtpl puts back after filling: paragraph starts and escaped braces."""
    shown = re.sub(r"\n<w:p([ >])", r"<w:p\1", filled)
    for escaped, plain in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        shown = shown.replace(escaped, plain)
    return shown


def _read(xml: bytes) -> Any:
    return parse_xml(xml)  # type: ignore[arg-type]  # takes bytes; its annotation forgets it
