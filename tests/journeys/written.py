"""Pages as the server writes them, read for somebody signed in without opening them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement
from playwright.sync_api import Response

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


PARTS_COME = "addEventListener('htmx:afterRequest', event => { event.target.dataset.came = '' })"
"""For every page of a browser: parts that came are told from those that did not."""
ALL_CAME = "() => !document.querySelector('[hx-trigger=load]:not([data-came])')"


def read_page(person: Person, path: str) -> Written | None:
    """A page with the parts it asks for once it is there; None of a file. It must answer well."""
    answer = person.page.context.request.get(person.site.address + path)
    assert answer.ok, f"{path}: {answer.status}"
    if not answer.headers["content-type"].startswith("text/html"):
        return None

    def ask(address: str) -> str:
        got = person.page.context.request.get(person.site.address + address)
        assert got.ok, f"{address}: {got.status}"
        return got.text()

    return _written(answer.url, answer.body(), ask)


def open_page(person: Person, path: str) -> Written:
    """Open a page in the browser and wait for its parts; what the server wrote of both."""
    came: dict[str, Response] = {}

    def keep(response: Response) -> None:
        came[response.url] = response

    person.page.on("response", keep)
    person.go(path)
    person.page.wait_for_function(ALL_CAME)
    person.page.remove_listener("response", keep)

    def ask(address: str) -> str:
        got = came[person.site.address + address]
        assert got.ok, f"{address}: {got.status}"
        return got.text()

    address = person.page.url.partition("#")[0]
    return _written(address, came[address].body(), ask)


def _written(address: str, body: bytes, ask: Callable[[str], str]) -> Written:
    page = html.document_fromstring(body)
    (main,) = page.xpath("//main")
    parts = [page]
    for part in parts:  # a part may ask for more
        for asking in part.xpath(".//*[@hx-trigger='load'][@hx-get]"):
            came = html.fragment_fromstring(ask(asking.get("hx-get")), create_parent="div")
            parts.append(came)
            if main in asking.iterancestors():
                main.append(came)
            else:
                page.body.append(came)
    links = [link for link in page.xpath("//a[not(@download)]/@href") if link.startswith("/")]
    inside = frozenset(_kinds(main))
    tables = tuple(urljoin(address, link) for link in page.xpath("//a[@data-tables]/@href"))
    around = frozenset(_kinds(page)) - inside
    return Written(address, tuple(links), tables, inside, around)


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
