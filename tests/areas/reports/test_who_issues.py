"""The head of a paper names the committee that issues it, and the organisation it belongs to."""

from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.areas.reports.papers.record import heading, superior_organ


def test_a_paper_is_issued_by_the_committee_and_its_letters_agree() -> None:
    province = Unit(name="Đảng bộ tỉnh Bình An", kind="tinh_uy", place="Bình An")
    city = Unit(name="Đảng bộ thành phố Bình Thành", kind="tinh_uy")
    commune = Unit(name="Đảng bộ xã Yên Trầm", kind="cap_tren_truc_tiep")
    cell = Unit(name="Chi bộ thôn Đông", kind="chi_bo_truc_thuoc", is_cell=True)
    lines = [[], [], [province], [province, commune]]
    told = [
        (head.superior_name, head.issuing_name)
        for unit, above in zip((province, city, commune, cell), lines, strict=True)
        for head in (heading(unit, above, date(2026, 11, 5)),)
    ]
    assert told == [
        ("", "Tỉnh ủy Bình An"),
        ("", "Thành ủy Bình Thành"),
        ("Đảng bộ tỉnh Bình An", "Đảng ủy xã Yên Trầm"),
        ("Đảng bộ xã Yên Trầm", "Chi bộ thôn Đông"),
    ]
    assert superior_organ([province]) == "Tỉnh ủy Bình An"
    assert superior_organ([]) == ""
