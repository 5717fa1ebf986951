"""Closing a book: shares, opening again, handing over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chibo.areas.dues import actions as dues
from chibo.areas.dues.errors import MonthClosed
from chibo.areas.dues.models import DuesSheet
from chibo.areas.dues.rules import split
from chibo.core.errors import ChangedMeanwhile, NotAllowed
from tests.areas.dues.village import NOVEMBER, Cell, at


class TestClosing:
    def close(self, cell: Cell, **more: Any) -> DuesSheet:
        sheet = cell.sheet()
        said = {"sheet_id": sheet.pk, "version": sheet.version, "now": at(28)}
        return dues.close_month(**{"actor": cell.secretary, **said, **more})

    def test_what_was_taken_in_is_parted_as_the_body_laid_down(self, ready: Cell) -> None:
        ready.pay(ready.an, ready.sheet())
        ready.pay(ready.binh, ready.sheet())
        closed = self.close(ready)
        assert (closed.received, closed.kept, closed.remitted) == (106_500, 31_950, 74_550)
        ready.lay_down(NOVEMBER, cell_keeps=Decimal(50))
        assert ready.sheet().kept == 31_950, "a closed month keeps its shares"

    def test_without_shares_laid_down_nothing_is_parted(self, cell: Cell) -> None:
        cell.open()
        closed = self.close(cell)
        assert (closed.state, closed.kept, closed.remitted) == ("closed", None, None)

    def test_a_closed_book_takes_nothing_until_the_body_above_opens_it(self, ready: Cell) -> None:
        self.close(ready)
        with pytest.raises(MonthClosed, match="đã khóa"):
            ready.pay(ready.an, ready.sheet())
        again = {"sheet_id": ready.sheet().pk, "now": at(29)}
        with pytest.raises(NotAllowed):
            dues.reopen_month(actor=ready.secretary, reason="Sót.", **again)
        with pytest.raises(MonthClosed, match="lý do"):
            dues.reopen_month(actor=ready.clerk, reason=" ", **again)
        dues.reopen_month(actor=ready.clerk, reason="Ghi sót một người.", **again)
        assert ready.pay(ready.an, ready.sheet()).amount == 80_000

    def test_closed_twice_is_closed_once_and_an_old_page_is_told(self, ready: Cell) -> None:
        with pytest.raises(ChangedMeanwhile):
            self.close(ready, version=1)
        first = self.close(ready)
        assert self.close(ready, version=1).closed_on == first.closed_on

    def test_the_clerk_confirms_what_was_handed_over(self, ready: Cell) -> None:
        hand = {"actor": ready.clerk, "sheet_id": ready.sheet().pk, "now": at(29)}
        with pytest.raises(MonthClosed, match="chưa khóa sổ"):
            dues.hand_over(on=date(2026, 11, 29), **hand)
        self.close(ready)
        with pytest.raises(MonthClosed, match="Ngày nhận"):
            dues.hand_over(on=date(2026, 12, 1), **hand)
        dues.hand_over(on=date(2026, 11, 29), **hand)
        assert ready.sheet().handed_over_to == "Hoàng Thị Mai"

    @pytest.mark.parametrize(
        ("received", "percent", "kept"),
        [(125_000, "30", 37_500), (11_101, "50", 5_551), (0, "30", 0), (99, "100", 99)],
    )
    def test_both_parts_make_the_whole(self, received: int, percent: str, kept: int) -> None:
        parts = split(received, Decimal(percent))
        assert parts.kept == kept
        assert parts.kept + parts.remitted == received
