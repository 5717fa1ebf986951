"""What a body sees of the dues of its cells."""

from datetime import date
from typing import Any

from chibo.areas.dues import actions as dues
from chibo.areas.dues import queries
from chibo.areas.dues.models import DuesSheet
from tests.areas.dues.village import NOVEMBER, OCTOBER, Cell, at
from tests.factories import a_cell, a_commune, a_member, a_province, an_actor


class TestTheBodysPicture:
    def test_sums_of_cells_and_months_and_of_all(self, ready: Cell) -> None:
        a_cell(ready.commune, "Chi bộ thôn Tây")
        ready.open(OCTOBER)
        ready.pay(ready.an, ready.sheet())
        picture = queries.body_picture(
            ready.clerk, ready.commune, last=NOVEMBER, count=2, today=date(2026, 11, 5)
        )
        east, west = picture.rows
        assert [(m.expected, m.paid, m.settled, m.people) for m in east.months] == [
            (125_000, 0, 0, 4),
            (125_000, 80_000, 1, 4),
        ]
        assert [m.sheets for m in west.months] == [0, 0]
        assert [m.paid for m in picture.totals] == [0, 80_000]

    def test_a_province_sees_communes_with_the_same_queries(
        self, cell: Cell, django_assert_num_queries: Any
    ) -> None:
        province = a_province("Đảng bộ tỉnh Đông")
        clerk = an_actor("clerk", province)

        def look() -> Any:
            with django_assert_num_queries(3):
                return queries.body_picture(clerk, province, last=NOVEMBER, today=date(2026, 11, 5))

        for commune in [a_commune(province, f"Đảng ủy xã {n}") for n in range(3)]:
            for number in range(2):
                unit = a_cell(commune, f"Chi bộ {number}")
                DuesSheet.objects.create(
                    unit=unit, month=NOVEMBER.first, people=2, settled=1, expected=50, paid=20
                )
            if commune.name.endswith("0"):
                assert [row.months[-1].paid for row in look().rows] == [40, 0, 0]
        picture = look()
        assert [row.months[-1].paid for row in picture.rows] == [40, 40, 40]
        assert picture.totals[-1].expected == 300


def test_the_share_counts_those_whose_dues_are_known(ready: Cell) -> None:
    ready.open(OCTOBER)
    a_member(ready.unit, "Vũ Văn Em")
    dues.bring_up_to_date(actor=ready.secretary, sheet_id=ready.sheet().pk, now=at(6))
    dues.pay_all(
        actor=ready.secretary, book_id=ready.sheet().pk, paid_on=date(2026, 11, 5), now=at(6)
    )
    picture = queries.body_picture(
        ready.clerk, ready.commune, last=NOVEMBER, count=1, today=date(2026, 11, 6)
    )
    (month,) = picture.totals
    assert (month.people, month.unknown, month.settled, month.share) == (5, 1, 4, 100)
