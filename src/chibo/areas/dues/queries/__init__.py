"""Reading dues, always for an actor."""

from chibo.areas.dues.queries.arrears import Arrears, arrears_of_cell, own_arrears
from chibo.areas.dues.queries.body import BodyMonth, BodyPicture, BodyRow, body_picture
from chibo.areas.dues.queries.own import OwnMonth, own_dues
from chibo.areas.dues.queries.rates import (
    RateStretch,
    find_rate,
    rate_stretches,
    sees_base,
)
from chibo.areas.dues.queries.reliefs import reliefs_ending
from chibo.areas.dues.queries.settings import find_setting, settings_of, settings_rows
from chibo.areas.dues.queries.sheet import (
    SheetLine,
    SheetPage,
    find_sheet,
    get_entry,
    get_payment,
    get_sheet,
    sheet_page,
)

__all__ = [
    "Arrears",
    "BodyMonth",
    "BodyPicture",
    "BodyRow",
    "OwnMonth",
    "RateStretch",
    "SheetLine",
    "SheetPage",
    "arrears_of_cell",
    "body_picture",
    "find_rate",
    "find_setting",
    "find_sheet",
    "get_entry",
    "get_payment",
    "get_sheet",
    "own_arrears",
    "own_dues",
    "rate_stretches",
    "reliefs_ending",
    "sees_base",
    "settings_of",
    "settings_rows",
    "sheet_page",
]
