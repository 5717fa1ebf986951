"""Tags for everything on a page that is not a form."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chibo.areas.documents.pdf import is_available
from chibo.web.components import shapes
from chibo.web.components.downloads import workbook_address
from chibo.web.components.frame import Step
from chibo.web.components.icons import icon
from chibo.web.components.notices import Notice
from chibo.web.components.score import Reason
from chibo.web.papers.handing import FORM
from chibo.web.templatetags._figures import vn_number
from chibo.web.templatetags._rules import linked


def crumbs(*parts: str | Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way here: label, href, label, href, …, label of this page; lists of pairs in between."""
    trail: list[tuple[str, str]] = []
    label: str | None = None
    for part in parts:
        if isinstance(part, (list, tuple)):
            trail.extend(part)
        elif label is None:
            label = str(part)
        else:
            trail.append((label, str(part)))
            label = None
    if label is not None:
        trail.append((label, ""))
    return {"trail": trail}


def day_url(context: Context, name: str, *args: object) -> str:
    """Like `url`, and the page it leads to shows the day this one shows."""
    looked_at = context.get("looked_at")
    return looked_at.address(name, *args) if looked_at else reverse(name, args=args)


def notices(context: Context) -> dict[str, Any]:
    """The sentences that earlier pages left for this one."""
    waiting = [Notice.of(message) for message in context.get("messages") or ()]
    return {
        "notices": [(notice, shapes.notice_shape(notice.kind)) for notice in waiting],
        "csrf_token": context.get("csrf_token", ""),
    }


def notice(content: str, kind: str = "info") -> SafeString:
    """A notice inside a page; `content` is the block's own HTML."""
    return format_html(
        '<div class="notice notice-{}">{}<div>{}</div></div>',
        kind,
        shapes.notice_shape(kind),
        SafeString(content),
    )


def why(
    reason: Reason | None = None, *, sentence: str = "", source: str = "", ref: str = ""
) -> SafeString:
    """ "Vì sao?": a sentence and the document it comes from, a link where the rule is kept."""
    if reason is not None:
        sentence, source, ref = reason.sentence, reason.source, getattr(reason, "ref", "")
    if not sentence:
        return SafeString()
    return _why(str(sentence), str(source), ref, get_language() or "")


@lru_cache(maxsize=1024)
def _why(sentence: str, source: str, ref: str, _language: str) -> SafeString:
    """The same few sentences stand on many pages; the words around them follow the language."""
    named = linked(source, ref)
    told = format_html('<p class="source">{} {}</p>', _("Nguồn:"), named) if source else ""
    return format_html(
        '<details class="why"><summary>{}</summary><div><p>{}</p>{}</div></details>',
        _("Vì sao?"),
        sentence,
        told,
    )


def why_number(
    sentence: str,
    *,
    on: str = "",
    above: int | None = None,
    below: int | None = None,
    records: str = "",
    source: str = "",
) -> SafeString:
    """ "Vì sao con số này?" of a count: what is counted, of when, out of how many, and its list."""
    rows = [
        (_("Cách tính"), sentence),
        (_("Thời điểm"), on),
        (_("Tử số / mẫu số"), _parts(above, below)),
        (_("Nguồn"), source),
    ]
    told = format_html_join("", "<p>{}: {}</p>", [row for row in rows if row[1]])
    anchor = format_html('<p><a href="{}">{}</a></p>', records, _("Xem các bản ghi"))
    return format_html(
        '<details class="why"><summary>{}</summary><div>{}{}</div></details>',
        _("Vì sao con số này?"),
        told,
        anchor if records else "",
    )


def _parts(above: int | None, below: int | None) -> str:
    if above is None or below is None:
        return ""
    return f"{vn_number(above)} / {vn_number(below)}"


def badge(label: str, kind: str = "plain") -> SafeString:
    """A word in a frame with a shape."""
    return format_html(
        '<span class="badge badge-{}">{}{}</span>', kind, shapes.badge_shape(kind), label
    )


def progress(value: int, maximum: int, label: str) -> dict[str, Any]:
    """How far a long work has come."""
    share = 100 * value // maximum if maximum else 0
    return {"value": value, "maximum": maximum or 1, "label": label, "share": share}


def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages before and after; the rest of the address stays."""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if query is None:
            return f"?trang={number}"
        query["trang"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


def table_file(context: Context, what: str) -> SafeString:
    """The tables of this page as a workbook, with nothing done for it in its view.

    `what`: whether its rows are "people" or "figures", which the trail tells apart.
    """
    address = workbook_address(context["request"])
    return format_html(
        '<a class="button" href="{}" data-tables="{}" download>{}{}</a>',
        address,
        what,
        icon("download"),
        _("Tải bảng tính"),
    )


def stepper(steps: Sequence[Step], *, tall: bool = False) -> dict[str, Any]:
    """The five steps of the month; `tall` with their notes, for the home page."""
    drawn = [
        (step, shapes.step_shape(step.state, number)) for number, step in enumerate(steps, start=1)
    ]
    return {"steps": drawn, "tall": tall}


def copy_button(source: str, label: str = "") -> dict[str, Any]:
    """Copies the text of the element with the id `source`."""
    return {"source": source, "label": label}


def empty_state(
    title: str, text: str, href: str = "", label: str = "", example: str = ""
) -> dict[str, Any]:
    """What will be here, the button that starts it, an example."""
    return {"title": title, "text": text, "href": href, "label": label, "example": example}


def paper(address: str, label: str, kind: str = "", query: str = "") -> dict[str, object]:
    """Links to a paper: the Word file, the page to print and, where it can be made, the PDF."""
    address = f"{address}?{query}" if query else address
    joint = "&" if "?" in address else "?"
    return {
        "word": address,
        "page": f"{address}{joint}{FORM}=in",
        "pdf": f"{address}{joint}{FORM}=pdf" if is_available() else "",
        "label": label,
        "kind": kind,
    }
