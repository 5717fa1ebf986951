"""The figures of a unit: the very document the command prints."""

from typing import Annotated, Any, Literal

from ninja import Query, Router

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.problems import Unfitting
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.api.said import MonthText, UnitCode, month_of
from chibo.areas.indicators.actions import fold_waiting
from chibo.areas.indicators.closing.queries import restated_report
from chibo.areas.indicators.queries.report import indicator_report
from chibo.core import clock
from chibo.core.i18n import _

router = Router(tags=["figures"])
From = Annotated[MonthText, Query(alias="from", description="First month.", example="2025-01")]
To = Annotated[MonthText, Query(description="Last month, included.", example="2025-12")]
Which = Annotated[
    Literal["then", "now"], Query(description="Where things stood, or carried to today's units.")
]
Below = Annotated[bool, Query(description="With the figures of each unit directly below.")]


@router.get(
    "units/{code}/figures",
    response={200: answers.Figures, **REFUSALS},
    by_alias=True,
    exclude_unset=True,
    summary="Các chỉ số",
)
def figures(
    request: ApiRequest,
    code: UnitCode,
    first: From,
    to: To,
    structure: Which = "then",
    children: Below = False,
) -> dict[str, Any]:
    """All indicators over the months; everything committed before the call is in them.

    `restated`: those of closed months that were closed as something else, with what was sealed.
    """
    if to < first:
        raise Unfitting(_("Khoảng tháng ngược: “from” sau “to”."))
    fold_waiting(today=clock.today())
    return _report(request, code=code, first=first, to=to, structure=structure, children=children)


@reading
def _report(request: ApiRequest, **asked: Any) -> dict[str, Any]:
    today = clock.today()
    report = indicator_report(
        actor=request.actor,
        unit_code=asked["code"],
        start=month_of(asked["first"]),
        end=month_of(asked["to"]),
        children=asked["children"],
        structure=asked["structure"],
        today=today,
        waiting="say",
    )
    restated = restated_report(actor=request.actor, report=report, today=today)
    return {**report, "restated": restated}
