"""A million cells by the program's writer of workbooks beside XlsxWriter alone."""

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from bench.national.running import Bar, worst

ROWS, COLUMNS = 50_000, 20


def rows(today: date, lines: int = ROWS) -> Iterator[tuple[str, str] | Bar]:
    """Half texts, half numbers, in turns; the better of two each."""
    ours, alone = [], []
    for _round in range(2):
        alone.append(_timed(_alone, lines))
        ours.append(_timed(_ours, lines))
    yield f"{lines * COLUMNS:,} cells by XlsxWriter alone", f"{min(alone):.2f}"
    yield "the same by ours", f"{min(ours):.2f}"
    ratio = [("million cells", min(ours) / min(alone))]
    yield from worst("a workbook by XlsxWriter alone", 1.5, ratio)


def _timed(work: object, lines: int) -> float:
    began = time.perf_counter()
    work(lines)  # type: ignore[operator]
    return time.perf_counter() - began


def _row(number: int) -> list[object]:
    return [f"Chi bộ thôn {number}", number] * (COLUMNS // 2)


def _alone(lines: int) -> None:
    from xlsxwriter import Workbook

    book = Workbook(BytesIO(), {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet("x")
    for number in range(lines):
        for column, value in enumerate(_row(number)):
            sheet.write(number, column, value)
    book.close()


def _ours(lines: int) -> None:
    from chibo.areas.exchange.workbooks.writer import SheetWriter

    writer = SheetWriter()
    sheet = writer.sheet("x")
    for number in range(lines):
        writer.row(sheet, number, _row(number))
    writer.done()
