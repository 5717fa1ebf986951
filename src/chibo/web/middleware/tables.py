"""`?dang=xlsx` on a page that marks its tables by `{% table_file %}`: those tables as a workbook.

Long lists make their files themselves (`components.downloads`). Of every other page the file holds
what the page shows, by the page's own permission, part after part of its list; a list too long for
that is refused, and one that names many people takes a second person as any other file does.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.core.errors import NotThere, Refused
from chibo.core.i18n import _
from chibo.web.components.downloads import FORM, Table, as_workbook, asks_for_workbook
from chibo.web.components.page_tables import joined, next_part_of, tables_of
from chibo.web.middleware.refusals import shown
from chibo.web.request import ActorRequest

View = Callable[[HttpRequest], HttpResponse]
MARK = re.compile(r'data-tables="(people|figures)"')
"""What the link of `{% table_file %}` says of its page's tables."""
MOST = 2_000
"""Rows of one page in a file: each part of a list is a page built anew."""


class TooManyRows(Refused):
    """A page's list is too long for a file of it."""

    code = "too_many_rows"


class TablesAsWorkbook:
    """Around the view alone: asks it for the page, and for each further part of its list."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        if request.method != "GET" or not asks_for_workbook(request):
            return self.get_response(request)
        asked = request.GET.copy()
        answer = self.get_response(request)
        mark = MARK.search(_page(answer))
        if mark is None:
            return answer
        del asked[FORM]
        try:
            return self._workbook(request, asked, names_people=mark.group(1) == "people")
        except Refused as refusal:
            return shown(request, refusal)

    def _workbook(
        self, request: ActorRequest, asked: QueryDict, *, names_people: bool
    ) -> HttpResponse:
        match = request.resolver_match
        page = (match and match.url_name) or ""
        whole = request.GET.urlencode()
        tables = self._tables(request, asked)
        _ask_for(request, whole)  # a second person confirms this very address
        return as_workbook(
            request,
            _unit(request),
            page,
            page.replace("_", " "),
            tables,
            names_people=names_people,
        )

    def _tables(self, request: HttpRequest, asked: QueryDict) -> list[Table]:
        """What all parts of the page show. Raises TooManyRows above `MOST` of them."""
        tables: list[Table] = []
        query = asked.urlencode()
        while True:
            _ask_for(request, query)
            page = _page(self.get_response(request))
            part = tables_of(page)
            tables = joined(tables, part) if tables else part
            if _rows(tables) > MOST:
                raise TooManyRows(
                    _("Danh sách này dài hơn %(most)d dòng. Lọc hẹp lại, hoặc mở đơn vị cấp dưới.")
                    % {"most": MOST}
                )
            query = next_part_of(page)
            if not query:
                return tables


def _rows(tables: list[Table]) -> int:
    return sum(len(table.rows) for table in tables)


def _page(answer: HttpResponse) -> str:
    """The text of a page; nothing of another kind of answer, or of a refusal."""
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if html and answer.status_code == 200 else ""


def _ask_for(request: HttpRequest, query: str) -> None:
    request.GET = QueryDict(query)
    request.META["QUERY_STRING"] = query


def _unit(request: ActorRequest) -> Unit:
    """The unit the page is about, else that of the role one works in."""
    match = request.resolver_match
    told = (match and match.kwargs.get("unit_id")) or (request.grant and request.grant.unit_id)
    if told:
        return get_unit(request.actor, int(told))
    tops = top_units(request.actor)
    if not tops:
        raise NotThere(_("Chưa có đơn vị nào. Hãy nhập cây tổ chức trước."))
    return tops[0]
