"""The records behind a figure of any period, where they stood then."""

from datetime import date

from chibo.areas.indicators.definitions import definition
from chibo.areas.indicators.measures import Structure
from chibo.areas.indicators.periods import Period
from chibo.areas.indicators.published.tables import keeps_records
from chibo.areas.indicators.queries.lists import list_records
from chibo.areas.indicators.queries.paging import Page
from chibo.areas.indicators.queries.records import Asked, Record
from chibo.areas.indicators.queries.standing import path_on
from chibo.areas.indicators.rollup.window import window_on
from chibo.areas.organisation.models import Unit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _


def period_records(
    *,
    actor: Actor,
    unit: Unit,
    period: Period,
    figure: str,
    today: date,
    structure: Structure = "then",
    only_numerator: bool = False,
    after: str = "",
    limit: int = 50,
) -> Page[Record]:
    """The records behind a figure of a period, at and below the unit, then or now.

    `only_numerator`: of a share, those its numerator counts. What became of monthly reports is
    known as the tree stood then, like its figures. A few reads, whatever the length. Raises
    NotThere where there is no list.
    """
    if not keeps_records():
        raise NotThere(_("Hồ sơ của số này ở máy chủ của tỉnh; máy chủ này chỉ có số liệu."))
    each = definition(figure)
    if each.records.none:
        raise NotThere(_(each.records.none))
    day = period.ends_on(today)
    asked = Asked(
        actor=actor,
        unit=unit,
        stood=path_on(unit, day, today=today),
        first=period.first,
        month=period.last,
        day=day,
        after=after,
        limit=limit,
        behind=each.records,
        names=each.names,
        structure=structure,
        only_numerator=only_numerator,
        is_kept_month=period.kind == "month" and period.first >= window_on(today)[0],
    )
    return list_records(asked, today)
