"""Two summations: one the province issued about a directive, one a commune is still writing."""

from chibo.areas.directives.models import Directive
from chibo.areas.summations import actions
from chibo.areas.summations.actions import Frame
from chibo.areas.summations.frame import sections
from chibo.sample.hours import at
from chibo.sample.province import Province
from chibo.sample.staff import Staff

_WHY = "the sample's own papers"
YEARS = 5
SAID = {
    "leadership": "Ban Thường vụ Tỉnh ủy ban hành kế hoạch thực hiện và tổ chức quán triệt tới các "
    "chi bộ; mỗi chi bộ đăng ký việc làm theo hằng năm. Đến nay "
    "{Đã thực hiện văn bản}/{Phải thực hiện văn bản} chi bộ đã đăng ký cho năm sau.",
    "limits": "Còn chi bộ đăng ký chung chung, ít việc cụ thể. Nguyên nhân chủ yếu là cấp ủy chưa "
    "kiểm tra thường xuyên.",
    "lessons": "Nơi nào bí thư làm trước, nói sau thì nơi đó chuyển biến rõ.",
    "direction": "Tiếp tục gắn việc học tập và làm theo với nhiệm vụ của từng chi bộ, kiểm điểm "
    "hằng quý.",
}
ADMITTED = (
    "Việc học tập và làm theo gắn với công tác phát triển đảng viên: kết nạp "
    "{Đảng viên kết nạp trong kỳ} đảng viên, bình quân "
    "{Đảng viên kết nạp trong kỳ: bình quân mỗi năm} đảng viên mỗi năm. "
    "Mở {Lớp học khai giảng trong kỳ} lớp bồi dưỡng với {Học viên} học viên, "
    "{Lượt người học} lượt người học."
)


def sum_up(province: Province, staff: Staff) -> None:
    """The province's is finished, the commune's waits for its sections."""
    root, commune = province.tree.bodies[0].code, province.tree.bodies[1].code
    directive = Directive.objects.unscoped(_WHY).get(number="05-CT/TW")
    last = province.today.year
    frame = Frame(
        title=f"Tổng kết {YEARS} năm thực hiện Chỉ thị số 05-CT/TW",
        first_year=last - YEARS,
        last_year=last,
        directive_id=directive.pk,
    )
    clerk, now = staff.actor("clerk", root), at(province.today, 8)
    row = actions.begin(actor=clerk, unit_id=staff.units[root].pk, frame=frame, now=now)
    said = {each.code: each.proposed for each in sections()}
    texts = {**said, **SAID, "results": ADMITTED}
    row = actions.write(actor=clerk, summation_id=row.pk, texts=texts, version=row.version, now=now)
    actions.issue(actor=clerk, summation_id=row.pk, version=row.version, now=now)
    actions.begin(
        actor=staff.actor("clerk", commune),
        unit_id=staff.units[commune].pk,
        frame=frame,
        now=at(province.today, 9),
    )
