"""How far out the cells of a sheet stand.

Parsers keep a sheet as one rectangle, so a single cell in the last corner of an otherwise empty
sheet would reserve memory for seventeen thousand million cells.
"""

import io
from xml.etree import ElementTree

ROWS, COLUMNS = 300_000, 416


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27; 0 for no letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def reaches_far(sheet: bytes) -> bool:
    """Whether a cell that holds a value lies beyond ROWS or COLUMNS.

    Cells that are only coloured do not count: the parser leaves them out.
    """
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(sheet), ("start", "end")):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
        elif event == "start" and tag == "c":
            row, column = _position(element.get("r"), row, column + 1)
        elif event == "end" and tag in ("v", "is") and (row > ROWS or column > COLUMNS):
            return True
        elif event == "end" and tag == "row":
            element.clear()
    return False


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if not reference:
        return row, column
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :] or row), column_number(letters)
