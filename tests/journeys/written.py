"""Pages as the server writes them, read for somebody signed in without opening them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from tests.journeys.person import Person


@dataclass(frozen=True)
class Written:
    """A page: where it was found in the end, what it links to, which kinds of elements it has.

    A kind says what an element is, whose child, and what is said of it to a reader of screens.
    Texts and numbers are left out, so that the rows of a list are of one kind.
    """

    address: str
    links: tuple[str, ...]
    kinds: frozenset[str]


def read_page(person: Person, path: str) -> Written:
    """A page with the parts it asks for once it is there; it must answer well."""
    answer = person.page.context.request.get(person.site.address + path)
    assert answer.ok, f"{path}: {answer.status}"
    parts = [html.document_fromstring(answer.body())]
    for part in parts:  # a part may ask for more
        for asked in part.xpath("//*[@hx-trigger='load']/@hx-get"):
            got = person.page.context.request.get(person.site.address + asked)
            assert got.ok, f"{asked}: {got.status}"
            parts.append(html.document_fromstring(got.body() or b"<p>"))
    links = [
        link
        for part in parts
        for link in part.xpath("//a[not(@download)]/@href")
        if link.startswith("/")
    ]
    kinds = {kind for part in parts for kind in _kinds(part)}
    return Written(answer.url, tuple(links), frozenset(kinds))


def _kinds(part: HtmlElement) -> Iterator[str]:
    for element in part.iter():
        parent = element.getparent()
        if isinstance(element.tag, str) and parent is not None:
            yield f"{_said(parent)} > {_said(element)}"


def _said(element: HtmlElement) -> str:
    stated = (name for name in element.attrib if name.startswith("aria-") or name == "disabled")
    return " ".join(
        [
            element.tag,
            ".".join(sorted(element.classes)),
            element.get("type", ""),
            element.get("role", ""),
            ",".join(sorted(stated)),
            "" if len(element) or element.text_content().strip() else "empty",
        ]
    )
