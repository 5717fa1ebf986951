"""What is wrong with a plan, said so that somebody can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass

from chibo.areas.organisation.rules import Contradiction
from chibo.core.i18n import _
from chibo.regulations import Source


@dataclass(frozen=True)
class Problem:
    """One fault. `position` is the line it is about; None where no single line is."""

    code: str
    sentence: str
    position: int | None = None
    source: Source | None = None


def unknown_unit(code: str, position: int) -> Problem:
    """A code that nothing carries, on record or in an earlier line."""
    told = _("Không có tổ chức nào mang mã “%s”. Hãy sửa mã, hoặc thêm dòng thành lập trước đó.")
    return Problem("unknown_unit", told % code, position)


def code_taken(code: str, position: int) -> Problem:
    """A new unit with the code of another one."""
    told = _("Mã “%s” đã có đơn vị khác dùng. Hãy chọn mã khác.")
    return Problem("code_taken", told % code, position)


def bad_new_unit(position: int) -> Problem:
    """A new unit that lacks what every unit has."""
    told = _("Đơn vị mới phải có mã, tên và loại. Hãy ghi đủ.")
    return Problem("bad_new_unit", told, position)


def odd_new_unit(position: int) -> Problem:
    """A new unit where the line founds none."""
    told = _("Chỉ thành lập, chia tách và hợp nhất mới lập đơn vị mới. Hãy sửa loại hoặc mã nhận.")
    return Problem("odd_new_unit", told, position)


def said_twice(name: str, position: int) -> Problem:
    """The same change in two lines, or on record already."""
    told = _("Biến động này của “%s” đã được ghi, hoặc có hai dòng giống nhau. Hãy bỏ dòng thừa.")
    return Problem("said_twice", told % name, position)


def outside(name: str, decider: str, position: int) -> Problem:
    """A unit that the approving body does not answer for."""
    told = _("“%(unit)s” không thuộc %(body)s, nơi duyệt phương án. Hãy bỏ dòng này.")
    return Problem("outside", told % {"unit": name, "body": decider}, position)


def at_the_top(position: int) -> Problem:
    """The highest unit cannot be split or amalgamated: its successors would stand nowhere."""
    told = _("Tổ chức cao nhất không chia tách hay hợp nhất ở đây được.")
    return Problem("at_the_top", told, position)


def no_place(names: Sequence[str]) -> Problem:
    """Units whose superior is gone."""
    told = _(
        "Còn %(count)d đơn vị mất cấp trên: %(names)s. "
        "Hãy thêm dòng chuyển các đơn vị đó về nơi khác."
    )
    return Problem("no_place", told % {"count": len(names), "names": _some(names)})


def no_cell(names: Sequence[str], members: int) -> Problem:
    """Members whose cell ends with no cell to go to."""
    told = _(
        "%(members)d đảng viên không còn chi bộ: %(names)s. "
        "Hãy chọn chi bộ tiếp nhận ở dòng của chi bộ đó."
    )
    return Problem("no_cell", told % {"members": members, "names": _some(names)})


def _some(names: Sequence[str], shown: int = 3) -> str:
    told = ", ".join(f"“{name}”" for name in names[:shown])
    return told + (_(" và %d đơn vị nữa") % (len(names) - shown) if len(names) > shown else "")


def ends_that_day(name: str, position: int) -> Problem:
    """A unit changed on the very day on which another line ends it."""
    told = _(
        "“%s” kết thúc ngay trong ngày này theo dòng khác của phương án, nên không còn gì để đổi "
        "nữa. Hãy bỏ dòng này; nếu cần cả hai thì ghi dòng này ở phương án của ngày trước."
    )
    return Problem("ends_that_day", told % name, position)


def contradicting(wrong: Contradiction, names: Sequence[str], position: int | None) -> Problem:
    """What cannot be true of a line with what is on record and in the other lines."""
    told = ", ".join(f"“{name}”" for name in names)
    return Problem(wrong.code, _sentences(told)[wrong.code], position)


def _sentences(names: str) -> dict[str, str]:
    return {
        "no_receiver": _("Quyết định này phải có đơn vị nhận. Hãy chọn đơn vị nhận."),
        "own_receiver": _("Đơn vị nhận không thể là chính đơn vị có biến động. Hãy sửa."),
        "doubled_receiver": _("Một đơn vị nhận được ghi hai lần. Hãy bỏ mã thừa."),
        "no_name": _("Đổi tên mà không có tên mới. Hãy ghi tên mới."),
        "unit_not_there": _("%s không hoạt động ngày này. Hãy xem lại ngày, hoặc bỏ dòng.") % names,
        "receiver_not_there": _("Đơn vị nhận %s không hoạt động ngày này. Hãy chọn nơi khác.")
        % names,
        "ended_twice": _("%s kết thúc hai lần. Hãy giữ một dòng, hoặc xem “Quá trình”.") % names,
        "founded_twice": _("%s có hai ngày thành lập khác nhau. Hãy xem “Quá trình”.") % names,
        "ring": _("Các đơn vị đứng vòng tròn trên nhau: %s. Hãy xem lại cấp trên.") % names,
    }
