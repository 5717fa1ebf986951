"""Units: the tree of a day, and one of them."""

from typing import Annotated, Any

from ninja import Query, Router

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import After, Day, UnitCode
from chibo.areas.organisation.models import UnitStanding
from chibo.areas.organisation.queries import children_on, get_unit_by_code, standing, units_on
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.core.i18n import _

router = Router(tags=["units"])
PAGE = 200
OnDay = Annotated[Day | None, Query(description="As of this day; today where left out.")]


@router.get(
    "units", response={200: answers.UnitPage, **REFUSALS}, summary="Cây tổ chức của một ngày"
)
@reading
def units(request: ApiRequest, on: OnDay = None, after: After = "") -> dict[str, Any]:
    """The units the person may see that were there on the day, as they were then."""
    day = on or clock.today()
    rows = units_on(request.actor, day).filter(unit__path__gt=after).order_by("unit__path")
    found = list(rows.select_related("unit", "parent")[: PAGE + 1])
    return {
        "on": day,
        "items": [_shown(row) for row in found[:PAGE]],
        "next": found[PAGE - 1].unit.path if len(found) > PAGE else None,
    }


@router.get("units/{code}", response={200: answers.UnitRecord, **REFUSALS}, summary="Một đơn vị")
@reading
def unit(request: ApiRequest, code: UnitCode, on: OnDay = None) -> dict[str, Any]:
    """One unit as it was on the day. 404 where it was not there, or lies out of reach."""
    day = on or clock.today()
    found = get_unit_by_code(request.actor, code)
    stood = standing(found, day)
    if stood is None:
        raise NotThere(_("Đơn vị này chưa có, hoặc đã kết thúc, vào ngày đó."))
    return {
        **_shown(stood),
        "on": day,
        "cell_type": found.cell_type,
        "founded_on": found.founded_on,
        "ended_before": found.ended_before,
        "areas": found.areas,
        "children": [row.unit.code for row in children_on(request.actor, found, day)],
    }


def _shown(row: UnitStanding) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.name,
        "kind": row.kind,
        "is_cell": row.is_cell,
        "parent": row.parent.code if row.parent else None,
    }
