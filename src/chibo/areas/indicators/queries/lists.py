"""The lists of records behind figures: what each counts, found by the statement that counts it.

Which list, and what of it, is said by the definition; how its records are found, by the measuring
function. Where a list can be read in the order of a day's tree, as far as a page needs, a quicker
way stands in `QUICK` beside it: it says the same, and knows only some of what can be asked.
"""

from collections.abc import Callable, Mapping
from datetime import date

from chibo.areas.indicators.measures.registering import listed
from chibo.areas.indicators.queries import named
from chibo.areas.indicators.queries.behind_places import (
    places,
    quick_places,
    quick_village_cells,
    village_cells,
)
from chibo.areas.indicators.queries.behind_units import quick_units
from chibo.areas.indicators.queries.by_month import list_monthly_reports, quick_cells
from chibo.areas.indicators.queries.meetings_then import quick_meetings
from chibo.areas.indicators.queries.members_then import quick_members
from chibo.areas.indicators.queries.paging import Page
from chibo.areas.indicators.queries.records import Asked, Record, as_called
from chibo.areas.indicators.queries.same_words import Named, page_of

Quick = Callable[[Asked], Page[Record] | None]
NAMED: Mapping[str, Named] = {
    "admitted": named.admitted,
    "ages": named.aged,
    "cells": named.cells,
    "classes": named.classes,
    "meetings": named.meetings,
    "movements": named.movements,
    "people": named.people,
    "places": places,
    "units": named.units,
    "village cells": village_cells,
}
"""How the records of a list are told."""
AS_CALLED = frozenset({"cells", "meetings", "monthly reports"})
"""Told under the names their units had on the last day."""
QUICK: Mapping[str, Quick] = {
    "cells": quick_cells,
    "meetings": quick_meetings,
    "members": quick_members,
    "monthly reports": list_monthly_reports,
    "places": quick_places,
    "units": quick_units,
    "village cells": quick_village_cells,
}


def list_records(asked: Asked, today: date) -> Page[Record]:
    """A page of the records the definition asks for. Raises NotThere where there is no list."""
    name = asked.behind.list
    quick = QUICK.get(name)
    page = quick(asked) if quick else None
    if page is None:
        found = listed(name)
        told = asked.behind.told or found.told
        page = page_of(asked, found, NAMED[told])
    return as_called(asked, page, today) if name in AS_CALLED else page
