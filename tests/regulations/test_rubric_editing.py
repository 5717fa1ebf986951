"""A rubric written as it is read, changed line by line; holes of a scale are told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chibo.regulations import Bands, Bound, Item, MeetingKind, PackError, Rubric, Source, get_pack
from chibo.regulations.layers import read_layer
from chibo.regulations.rubric_editing import (
    with_criterion_name,
    with_line,
    with_moved_criterion,
    with_moved_line,
    with_new_line,
    without_line,
)
from chibo.regulations.rubric_text import rubric_text
from chibo.regulations.templates import rubric_templates

OURS = Source("15-QĐ/TU", "Điều 4", "L")
TEMPLATES = rubric_templates()


def rubrics() -> list[Rubric]:
    shipped = [rubric for each in TEMPLATES.values() for rubric in each.layer.rubrics]
    national = get_pack("meetings-hd42-2025").rules.rubrics  # type: ignore[union-attr]
    return [*shipped, *national]


@pytest.mark.parametrize("rubric", rubrics(), ids=lambda rubric: rubric.code)
def test_what_is_written_is_read_back_the_same(rubric: Rubric) -> None:
    (again,) = read_layer(rubric_text(rubric, OURS), "local-1", OURS).rubrics
    assert again == rubric


def test_quotes_and_line_breaks_of_a_committee_survive() -> None:
    rubric = of("b")
    odd = replace(rubric, name='Phiếu "chi tiết"\ncủa \\ xã')
    (again,) = read_layer(rubric_text(odd, OURS), "local-1", OURS).rubrics
    assert again.name == odd.name


def of(template: str) -> Rubric:
    return TEMPLATES[template].layer.rubrics[0]


def a_line(points: str = "5", **more: object) -> Item:
    return Item("", "Sổ tay đảng viên", "", Decimal(points), (), None, OURS, **more)  # type: ignore[arg-type]


class TestEditing:
    def test_a_changed_line_changes_its_criterion_and_the_total(self) -> None:
        rubric = of("b")
        changed = with_line(rubric, "3.1", replace(rubric.item("3.1"), max_points=Decimal(5)))
        assert changed.criterion_of("3.1").max_points == 12
        assert changed.total == 102

    def test_a_new_line_stands_under_its_criterion_with_a_free_code(self) -> None:
        changed = with_new_line(of("b"), 3, a_line())
        assert changed.criterion_of("3.6").number == 3
        assert changed.total == 105

    def test_a_criterion_of_one_line_becomes_a_heading(self) -> None:
        changed = with_new_line(of("c"), 2, a_line())
        second = changed.criteria[1]
        assert [item.code for item in second.items] == ["2.1", "2.2"]
        assert (second.name, second.max_points) == ("Tỷ lệ đảng viên dự sinh hoạt", 25)

    def test_a_criterion_of_its_own_comes_last(self) -> None:
        changed = with_new_line(of("c"), None, a_line())
        assert (changed.criteria[-1].number, changed.criteria[-1].is_plain) == (5, True)

    def test_a_criterion_goes_with_its_last_line_but_a_rubric_keeps_one(self) -> None:
        rubric = of("c")
        for code in ("1", "2", "3", "4"):
            rubric = without_line(rubric, code)
        assert [item.code for item in rubric.items] == ["4"]

    def test_a_heading_is_renamed_and_its_lines_stay(self) -> None:
        changed = with_criterion_name(of("b"), 3, "Chuẩn bị")
        assert changed.criteria[2].name == "Chuẩn bị"
        assert changed.criteria[2].items == of("b").criteria[2].items

    def test_every_step_can_be_written_and_read(self) -> None:
        changed = without_line(with_new_line(of("b"), 1, a_line("3")), "3.5")
        (again,) = read_layer(rubric_text(changed, OURS), "local-1", OURS).rubrics
        assert again == changed


class TestHoles:
    def bands(self, *bounds: dict[str, int]) -> Bands:
        rows = (Bound("speaker_percent", **{k: Decimal(v) for k, v in b.items()}) for b in bounds)
        return Bands(tuple((bound, Decimal(1)) for bound in rows))

    def test_exactly_half_of_the_published_speaker_scale_is_a_hole(self) -> None:
        scale = of("b").item("4.5").scale
        assert isinstance(scale, Bands)
        (hole,) = scale.holes
        assert hole.told == "tỷ lệ phát biểu (%) đúng 50"

    @pytest.mark.parametrize(
        ("bounds", "told"),
        [
            (({"at_least": 90}, {"at_least": 75, "below": 90}), []),
            (({"at_least": 90}, {"at_least": 75, "below": 85}), ["từ 85 dưới 90"]),
            (({"above": 90}, {"at_least": 75, "at_most": 85}), ["trên 85 đến 90"]),
            (({"above": 90}, {"at_least": 75, "at_most": 90}), []),
        ],
    )
    def test_holes_lie_between_bands(self, bounds: tuple, told: list[str]) -> None:
        assert [hole.ends for hole in self.bands(*bounds).holes] == told


HEAD = """
[[rubric]]
code = "own"
name = "Phiếu"
applies_to = ["regular"]
total = 100
step = 1
"""
LINE = """
[[rubric.criterion]]
number = 1
name = "Mục"
max_points = 100
facts = []
"""


class TestReading:
    def test_two_for_one_kind_of_meeting_are_refused_unless_one_is_for_some_cells(self) -> None:
        with pytest.raises(PackError, match="two rubrics"):
            read_layer(HEAD + LINE + HEAD.replace("own", "b") + LINE, "x", OURS)
        narrow = HEAD.replace("own", "b") + 'cell_types = ["village"]\n' + LINE
        layer = read_layer(HEAD + LINE + narrow, "x", OURS)
        rules = get_pack("meetings-hd42-2025").rules.under([layer])  # type: ignore[union-attr]
        assert rules.rubric_for(MeetingKind.REGULAR, "village").code == "b"
        assert rules.rubric_for(MeetingKind.REGULAR, "office").code == "own"
        assert rules.rubric_for(MeetingKind.THEMATIC, "village").code == "template-a"

    @pytest.mark.parametrize(
        ("extra", "problem"),
        [
            ('[[rubric.knock_out]]\nmeasure = "unexcused"\nabove = 0\ngrade = "best"\n', "grade"),
            ('[[rubric.year]]\ngrade = "good"\n', "all_at_least"),
            ('[[rubric.year]]\ngrade = "good"\nall_at_least = "fair"\ncount = 7\n', "'of'"),
        ],
    )
    def test_faults_are_named(self, extra: str, problem: str) -> None:
        with pytest.raises(PackError, match=problem):
            read_layer(HEAD + extra + LINE, "x", OURS)

    def test_a_line_is_either_given_in_full_or_left_out(self) -> None:
        both = LINE + 'full_without = ["regular"]\nleft_out = ["regular"]\n'
        with pytest.raises(PackError, match="either given in full or left out"):
            read_layer(HEAD + both, "x", OURS)


class TestOrder:
    def test_criteria_and_lines_move_one_place_and_are_numbered_anew(self) -> None:
        rubric = rubric_templates()["b"].layer.rubrics[0]
        names = [c.name for c in rubric.criteria]
        moved = with_moved_criterion(rubric, 4, -1)
        assert [c.name for c in moved.criteria[2:4]] == [names[3], names[2]]
        assert [c.number for c in moved.criteria] == list(range(1, len(names) + 1))
        assert moved.criteria[2].items[0].code == "3.1"
        assert moved.total == rubric.total == 100
        assert with_moved_criterion(moved, 3, 1) == rubric
        assert with_moved_criterion(rubric, 1, -1) == rubric
        lines = with_moved_line(rubric, "3.1", 1).criteria[2].items
        assert [line.name for line in lines[:2]] == [
            item.name for item in reversed(rubric.criteria[2].items[:2])
        ]
        assert [line.code for line in lines[:2]] == ["3.1", "3.2"]
        for missing in (
            lambda: with_moved_criterion(rubric, 99, 1),
            lambda: with_moved_line(rubric, "99", 1),
        ):
            with pytest.raises(KeyError):
                missing()
