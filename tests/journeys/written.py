"""Pages as the server writes them, read for somebody signed in without opening them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement

from tests.journeys.person import Person

NAMED = ("a", "button", "h1", "h2", "h3", "label", "legend", "option", "summary", "th")


@dataclass(frozen=True)
class Written:
    """A page: where it was found in the end, what it links to, which kinds of elements it has.

    A kind says what an element is, whose child, and what is said of it to a reader of screens.
    Texts and numbers are left out, so that the rows of a list are of one kind. `kinds` are those
    of the page itself; what stands around it (its places, the bell) is the `frame`. `tables` are
    the addresses of the page's tables as a file.
    """

    address: str
    links: tuple[str, ...]
    tables: tuple[str, ...]
    kinds: frozenset[str]
    frame: frozenset[str]


def read_page(person: Person, path: str) -> Written:
    """A page with the parts it asks for once it is there; it must answer well."""
    answer = person.page.context.request.get(person.site.address + path)
    assert answer.ok, f"{path}: {answer.status}"
    page = html.document_fromstring(answer.body())
    (main,) = page.xpath("//main")
    parts = [page]
    for part in parts:  # a part may ask for more
        for asking in part.xpath(".//*[@hx-trigger='load'][@hx-get]"):
            got = person.page.context.request.get(person.site.address + asking.get("hx-get"))
            assert got.ok, f"{asking.get('hx-get')}: {got.status}"
            came = html.fragment_fromstring(got.text(), create_parent="div")
            parts.append(came)
            if main in asking.iterancestors():
                main.append(came)
            else:
                page.body.append(came)
    links = [link for link in page.xpath("//a[not(@download)]/@href") if link.startswith("/")]
    inside = frozenset(_kinds(main))
    tables = tuple(urljoin(answer.url, link) for link in page.xpath("//a[@data-tables]/@href"))
    around = frozenset(_kinds(page)) - inside
    return Written(answer.url, tuple(links), tables, inside, around)


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
            "nameless" if element.tag in NAMED and not element.text_content().strip() else "",
        ]
    )
