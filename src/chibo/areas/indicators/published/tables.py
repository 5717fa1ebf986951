"""What a province's server publishes: its tree and its figures, and nothing of persons.

A table that is not listed is not published, nor a column where columns are listed. Of the places
above the province, which every server has, no row leaves. Targets are not published: who stands
above the provinces sets provinces theirs, and the two would be one row; nor are seals of closed
periods, which are numbered in one chain on each server.
"""

from dataclasses import dataclass

from django.conf import settings

from chibo.core.errors import Refused
from chibo.core.i18n import _

RANGE = 1_600_000
"""Units of one server; a path has room for 60 million."""
ROWS = 10**12
"""Numbers of other rows, of which there are more."""
SERVERS = range(1, 37)
SHARED = 9
"""The units above the provinces have the numbers up to this one on every server."""


@dataclass(frozen=True)
class Published:
    """A table; `columns`: those that are published, all where none are named.

    `apart`: which rows are not shared. `known_by`: the index by which the other server knows a row
    again, where the filter asks for more than the key.
    """

    table: str
    columns: tuple[str, ...] = ()
    apart: str = ""
    known_by: str = ""

    def clause(self, depth: int) -> str:
        """For CREATE PUBLICATION; `depth`: the length of the path above the province."""
        listed = f" ({', '.join(self.columns)})" if self.columns else ""
        which = self.apart.format(depth=depth, shared=SHARED)
        return f"{self.table}{listed}{f' WHERE ({which})' if which else ''}"

    def identity(self) -> str:
        """For ALTER TABLE … REPLICA IDENTITY."""
        if self.known_by in ("", "FULL"):
            return self.known_by or "DEFAULT"
        return f"USING INDEX {self.known_by}"


PUBLISHED = (
    Published("organisation_unit", apart="id > {shared}"),
    Published("organisation_unitstanding", apart="unit_id > {shared}", known_by="FULL"),
    Published(
        "organisation_unitchange",
        columns=(
            *("id", "unit_id", "kind", "receivers", '"on"', "decision_number", "new_kind"),
            *("new_name", "has_consent", "state", "recorded_at", "version", "caused_by_id", "made"),
        ),
    ),
    Published("indicators_cellmonth"),
    Published("indicators_movedmonth"),
    Published("indicators_unitmonth", apart="unit_id > {shared}", known_by="unit_month"),
    Published("indicators_keptfigures", apart="length(path) > {depth}"),
    Published("indicators_keptcarried"),
    Published("indicators_keptdoubt"),
)
LEFT_OUT = {"organisation_unitchange": {"recorded_by": "''"}}
"""What is not published of a table, and what stands there instead."""


class RecordsElsewhere(Refused):
    """It would have to be counted from records that only the province's own server has."""

    code = "records_elsewhere"


def keeps_records() -> bool:
    """Whether this server has the records its figures come from; a central one has not."""
    return bool(settings.CHIBO_KEEPS != "figures")


def of_a_province() -> RecordsElsewhere:
    """The refusal of a page that is made of records, on a server that has none."""
    return RecordsElsewhere(
        _(
            "Không có số liệu ở đây: trang này lập từ hồ sơ, ở máy chủ của tỉnh. Hãy mở ở máy chủ "
            "của tỉnh; máy chủ này chỉ giữ cây tổ chức và số liệu đã tổng hợp."
        )
    )


def require_records() -> None:
    """Raise RecordsElsewhere where nothing could be counted: none would look like zero."""
    if not keeps_records():
        raise RecordsElsewhere(
            _(
                "Máy chủ này chỉ giữ số liệu đã tổng hợp; thời gian này phải đếm từ hồ sơ, ở máy "
                "chủ của tỉnh. Hãy chọn tháng, quý, sáu tháng hoặc năm."
            )
        )
