"""From the bytes of a file to raw cells with their positions, safely."""

from unicodedata import normalize

from chibo.areas.documents.secrecy import refuse_secret_file
from chibo.areas.exchange.reading.delimited import read_delimited
from chibo.areas.exchange.reading.guards import require_known_kind
from chibo.areas.exchange.reading.raw import RawSheet, plain
from chibo.areas.exchange.reading.workbooks import read_workbook

__all__ = ["RawSheet", "plain", "read_file", "refuse_secrets"]

_DELIMITED = ".csv"
_NAME_HEADINGS = {plain(heading) for heading in ("Họ và tên", "Tên", "Địa bàn", "Địa danh")}


def read_file(name: str, content: bytes) -> list[RawSheet]:
    """The sheets of a .xlsx or .csv file. Raises CannotRead, which says what to do."""
    require_known_kind(name, content)
    if name.lower().endswith(_DELIMITED):
        return read_delimited(name, content)
    return read_workbook(name, content)


def refuse_secrets(name: str, content: bytes, sheets: list[RawSheet]) -> None:
    """Raise MarkedSecret for a file marked as a secret. Mật is also a given name: people pass."""
    is_workbook = not name.lower().endswith(_DELIMITED)
    cells = _cells(sheets) if is_workbook else None
    refuse_secret_file(name, content, names=_names(sheets), cells=cells)


def _cells(sheets: list[RawSheet]) -> set[str]:
    return {cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)}


def _names(sheets: list[RawSheet]) -> set[str]:
    found: set[str] = set()
    for sheet in sheets:
        columns = [i for i, head in enumerate(sheet.headings) if plain(head) in _NAME_HEADINGS]
        for column in columns:
            cells = (row[column] for row in sheet.rows[1:] if column < len(row))
            found.update(normalize("NFC", cell).strip() for cell in cells if isinstance(cell, str))
    return found
