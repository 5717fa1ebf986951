"""The list of a unit's members, page by page; every name handed out is a reading."""

from typing import Any

from ninja import Router

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import PAGE, After, UnitCode
from chibo.areas.members.queries import MemberPage, members_of
from chibo.areas.members.restricted import restricted
from chibo.areas.organisation.queries import get_unit_by_code
from chibo.areas.tokens.using import hand_out
from chibo.core import clock

router = Router(tags=["members"])


@router.get(
    "units/{code}/members",
    response={200: answers.MemberPage, **REFUSALS},
    summary="Danh sách đảng viên",
)
def members(request: ApiRequest, code: UnitCode, after: After = "") -> dict[str, Any]:
    """Members counted today at or below the unit.

    Each name counts as a reading of the person, whom the member sees in their own trail; a day's
    names stay below what a workbook may hold without a second person (403 `second_needed`).
    """
    page = _page(request, code, after)
    marked = restricted([row.pk for row in page.rows])
    hand_out(caller=request.caller, members=page.rows, now=clock.now())
    return {
        "items": [
            {
                "code": row.code,
                "full_name": row.full_name,
                "birth_year": row.born_on.year,
                "joined_on": row.joined_on,
                "state": row.state,
                "cell": row.cell.code,
                "restricted": row.pk in marked,
            }
            for row in page.rows
        ],
        "next": page.after or None,
    }


@reading
def _page(request: ApiRequest, code: str, after: str) -> MemberPage:
    unit = get_unit_by_code(request.actor, code)
    request.actor.require("members.view", unit)
    return members_of(request.actor, unit, clock.today(), after=after, size=PAGE)
