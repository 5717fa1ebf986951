"""Papers about personal data, as drafts for a committee to check, complete and sign.

They are drafts in the form of every draft (`documents.papers.DraftPaper`): the program knows what
it keeps and when a breach was found, not what the committee answers for.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.papers import organ_name
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.privacy import permissions
from chibo.areas.privacy.models import Breach
from chibo.areas.privacy.queries.breaches import get_breach
from chibo.areas.privacy.register import Purpose, register
from chibo.areas.reports.papers.record import heading
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.i18n import _, in_vietnamese
from chibo.core.vietnamese import show_date
from chibo.regulations import get_unit_kind, personal_data_rules_in_force

ROMAN = ("I", "II", "III", "IV", "V")


def register_paper(*, actor: Actor, unit: Unit, now: datetime) -> MadePaper:
    """The processing register with what the impact assessment needs. Raises NotAllowed."""
    actor.require(permissions.VIEW, unit)
    with in_vietnamese():
        filled = _paper(
            unit,
            now.date(),
            _("HỒ SƠ ĐÁNH GIÁ TÁC ĐỘNG"),
            _("xử lý dữ liệu cá nhân trong phần mềm Chibo"),
            tuple(_register_parts(now.date())),
        )
    name = f"ho-so-danh-gia-tac-dong-{now.date().isoformat()}.docx"
    return replace(made(actor, filled, unit.pk, f"unit:{unit.pk}", now), name=name)


def breach_paper(*, actor: Actor, breach_id: int, now: datetime) -> MadePaper:
    """The notice of a breach, by what is recorded of it. Raises NotThere, NotAllowed."""
    row = get_breach(actor, breach_id)
    actor.require(permissions.BREACHES, row)
    with in_vietnamese():
        filled = _paper(
            row.unit,
            now.date(),
            _("THÔNG BÁO"),
            _("vi phạm quy định bảo vệ dữ liệu cá nhân"),
            tuple(_breach_parts(row)),
        )
    name = f"thong-bao-su-co-du-lieu-{now.date().isoformat()}.docx"
    return replace(made(actor, filled, row.unit_id, row.ref, now), name=name)


def _paper(
    unit: Unit, on: date, type_name: str, subject: str, parts: tuple[paper.DraftPart, ...]
) -> paper.DraftPaper:
    return paper.DraftPaper(
        heading=heading(unit, ancestors(unit), on, mark=_("Dự thảo")),
        type_name=type_name,
        subject=subject,
        parts=parts,
        recipients=(_("Cơ quan có thẩm quyền,"), _("Lưu %s.") % organ_name(unit)),
        signature=signed_by_head(
            signers(unit, on),
            f"T/M {get_unit_kind(unit.kind).organ.upper()}",
        ),
    )


def _register_parts(on: date) -> Iterator[paper.DraftPart]:
    rules = personal_data_rules_in_force(on)
    days = {"days": rules.impact_days.value, "months": rules.impact_update_months.value}
    told = (
        (_("DỮ LIỆU ĐƯỢC XỬ LÝ, MỤC ĐÍCH, CĂN CỨ"), tuple(_purpose_lines())),
        (
            _("BIỆN PHÁP BẢO VỆ"),
            (
                _("Mỗi người chỉ xem phần vai trò của mình; cơ sở dữ liệu chặn thêm một lớp nữa"),
                _("Mọi lần xem hồ sơ, xuất, in, sửa vào nhật ký niêm phong; đảng viên xem được"),
                _("Vai trò trên chi bộ đăng nhập hai bước; giao vai trò rộng và xóa cần hai người"),
            ),
        ),
        (
            _("RỦI RO CÒN LẠI"),
            (
                _("Người giữ máy chủ đọc được cơ sở dữ liệu mà không qua phần mềm"),
                _("Tệp đã tải về, giấy đã in không thu lại được bằng phần mềm"),
                _("Tên người trong biên bản, ý kiến không tách được theo từng người"),
            ),
        ),
        (
            _("CẤP ỦY GHI THÊM"),
            (
                _("Người phụ trách bảo vệ dữ liệu cá nhân: …"),
                _("Nơi đặt máy chủ, ai giữ, sao lưu ở đâu: …"),
                _("Đánh giá mức độ ảnh hưởng và kết luận: …"),
                _("Gửi trong %(days)d ngày từ khi bắt đầu, cập nhật %(months)d tháng một lần")
                % days,
            ),
        ),
    )
    for number, (title, lines) in zip(ROMAN, told, strict=False):
        yield paper.DraftPart(number=number, title=title, lines=lines)


def _purpose_lines() -> Iterator[str]:
    for number, each in enumerate(register().purposes.values(), 1):
        yield f"{number}. {each.name}: {_purpose_words(each)}"


def _purpose_words(each: Purpose) -> str:
    source = each.ground.source
    kept = [table.name for table, _names in register().tables_of(each.code)]
    return " ".join(
        (
            each.why,
            _("Gồm: %s.") % "; ".join(kept),
            _("Căn cứ: %(ground)s, %(label)s (%(sure)s).")
            % {"ground": each.ground.name, "label": source.label, "sure": source.evidence_words},
            _("Vai trò xem được: %s.") % ("; ".join(each.seen_by) or _("chỉ chính người đó")),
            _("Lấy từ: %s.") % each.origin,
            _("Chuyển cho: %s.") % each.given_to,
            each.keeping.name,
        )
    )


def _breach_parts(row: Breach) -> Iterator[paper.DraftPart]:
    people = _("chưa biết") if row.people is None else str(row.people)
    told = (
        (_("SỰ VIỆC"), (_("Phát hiện lúc %s") % _moment(row.found_at), row.what)),
        (
            _("DỮ LIỆU VÀ NGƯỜI BỊ ẢNH HƯỞNG"),
            (row.which_data, _("Số người bị ảnh hưởng, ước tính: %s") % people),
        ),
        (_("BIỆN PHÁP ĐÃ LÀM"), (row.measures or _("Chưa ghi"),)),
        (
            _("THỜI HẠN"),
            (
                _("Hạn thông báo: %s") % _moment(row.notice_by),
                *([f"{_('Đã báo')}: {row.told_to}, {_moment(row.told_at)}"] if row.told_at else []),
            ),
        ),
    )
    for number, (title, lines) in zip(ROMAN, told, strict=False):
        yield paper.DraftPart(number=number, title=title, lines=lines)


def _moment(at: datetime) -> str:
    local = at.astimezone(ZONE)
    return f"{local:%H:%M} {_('ngày')} {show_date(local.date())}"
