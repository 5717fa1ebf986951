"""Reading .xlsx: values as Excel last showed them; formulas are never run."""

import io

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from chibo.areas.exchange.errors import CannotRead
from chibo.areas.exchange.reading.guards import not_a_workbook, require_safe_workbook
from chibo.areas.exchange.reading.raw import RawSheet


def read_workbook(name: str, content: bytes) -> list[RawSheet]:
    """Every worksheet of the workbook, in its order. Raises CannotRead."""
    require_safe_workbook(name, content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        titles = [m.name for m in workbook.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        return [
            RawSheet(
                file=name,
                title=title,
                rows=workbook.get_sheet_by_name(title).to_python(skip_empty_area=False),
            )
            for title in titles
        ]
    except CannotRead:
        raise
    except (CalamineError, OSError, ValueError, KeyError) as broken:
        raise not_a_workbook(name) from broken
