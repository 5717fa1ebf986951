"""A summation of five years and the running one, of an invented province."""

from decimal import Decimal
from typing import Any

from chibo.areas.documents.papers import (
    CarriedLine,
    ChartPoint,
    PaperChart,
    Section,
    SummationPaper,
    YearsRow,
)
from tests.factories.papers import RECIPIENTS, SECRETARY, a_heading

YEARS = ("2021", "2022", "2023", "2024", "2025", "2026")
ADMITTED = (205, 201, 198, 204, 205, 31)
EVEN = (None, None, "88.9", "92.1", "95.5", "97")


def a_chart(title: str, values: Any, number: int, *, as_line: bool) -> PaperChart:
    """A chart of the years; None where there is no figure."""
    points = tuple(
        ChartPoint(label=year, value=None if value is None else Decimal(value))
        for year, value in zip(YEARS, values, strict=True)
    )
    return PaperChart(
        title=title,
        measure="%" if as_line else "người",
        picture=f"⟦{number}",
        as_line=as_line,
        points=points,
    )


def a_summation(**more: Any) -> SummationPaper:
    """Texts, six years side by side, two charts."""
    shares = tuple("chưa có số liệu" if v is None else f"{v}%".replace(".", ",") for v in EVEN)
    admitted = "Đảng viên kết nạp trong kỳ"
    even = "Tỷ lệ chi bộ sinh hoạt đều"
    fields: dict[str, Any] = {
        "heading": a_heading("BC", 12),
        "subject": "tổng kết 5 năm thực hiện Chỉ thị số 05-CT/TW",
        "about": "Chỉ thị số 05-CT/TW ngày 15/05/2016",
        "before": (
            Section(title="I- ĐẶC ĐIỂM TÌNH HÌNH", text="Đảng bộ có 71 chi bộ."),
            Section(
                title="III- KẾT QUẢ THỰC HIỆN",
                text="Kết nạp 1.044 đảng viên, bình quân hơn 200 đảng viên mỗi năm.",
            ),
        ),
        "after": (Section(title="IV- HẠN CHẾ, NGUYÊN NHÂN", text="Còn chi bộ họp chưa đều."),),
        "structure": "tổ chức khi ấy",
        "heads": YEARS,
        "rows": (
            YearsRow(label=admitted, measure="người", values=tuple(map(str, ADMITTED))),
            YearsRow(label=even, measure="%", values=shares),
        ),
        "totals_heads": ("2021–2026", "Bình quân mỗi năm"),
        "totals": (
            YearsRow(label=admitted, measure="người", values=("1.044", "202,6 (5 năm đủ)")),
            YearsRow(label=even, measure="%", values=("64,3%", "–")),
        ),
        "carried": (CarriedLine(unit="Đảng ủy xã Hòa Bình", done=14, total=14),),
        "charts": (
            a_chart(f"{admitted} (người)", ADMITTED, 1, as_line=False),
            a_chart(f"{even} (%)", EVEN, 2, as_line=True),
        ),
        "notes": ("Số của năm 2026 tính đến ngày 15/06/2026",),
        "recipients": RECIPIENTS,
        "signature": SECRETARY,
    }
    return SummationPaper(**{**fields, **more})
