"""Filling a Word template: the office's own where there is one, else the one shipped."""

import dataclasses
import re
import unicodedata
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.opc.exceptions import PackageNotFoundError
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from chibo.areas.documents import words
from chibo.areas.documents.charts_docx import finished
from chibo.areas.documents.kinds import get_paper_rules
from chibo.areas.documents.models import OwnTemplate
from chibo.areas.documents.opened import OpenedTemplate
from chibo.areas.documents.papers import Paper, SummationPaper
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import fold

SHIPPED = Path(__file__).parent / "templates_docx"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILTERS = (
    words.absence,
    words.amount,
    words.counted,
    words.date_words,
    words.dong,
    words.dong_words,
    words.deadline,
    words.figure,
    words.hour_words,
    words.in_lines,
    words.letter,
    words.minutes_words,
    words.moment_words,
    words.month_words,
    words.numbered,
    words.place_and_date,
    words.points,
    words.sentence,
    words.share,
    words.text,
    words.vote_words,
    words.weekday_date,
)
PAPER_NAMES = {
    "notice": "Thông báo",
    "minutes": "Biên bản",
    "resolution": "Nghị quyết",
    "score_sheet": "Biểu chấm điểm",
    "monthly_report": "Báo cáo",
    "attendance": "Danh sách",
    "transfer": "Giấy giới thiệu sinh hoạt đảng",
    "badge_list": "Danh sách Huy hiệu Đảng",
    "unit_decision": "Quyết định về tổ chức",
    "register": "Sổ văn bản",
    "dues_list": "Danh sách thu đảng phí",
    "dues_receipt": "Phiếu thu đảng phí",
    "committee_minutes": "Biên bản họp chi ủy",
    "draft": "Dự thảo",
    "ballots": "Biên bản kiểm phiếu",
    "invitation": "Giấy mời",
    "agenda": "Chương trình họp",
    "conclusion": "Kết luận họp chi ủy",
    "dues_report": "Báo cáo đảng phí",
    "mentor_decision": "Quyết định phân công giúp đỡ đảng viên dự bị",
    "exemption": "Nghị quyết miễn sinh hoạt đảng",
    "remedy_plan": "Kế hoạch khắc phục sau kiểm điểm",
    "periodic_report": "Báo cáo định kỳ",
    "visits": "Lịch dự sinh hoạt chi bộ",
    "summation": "Báo cáo tổng kết",
}
_FAULTS = (
    *(TemplateError, PackageNotFoundError, zipfile.BadZipFile),
    *(KeyError, TypeError, ValueError),
)
_NEW_PARAGRAPH = "\a"  # what docxtpl turns into the end of a paragraph
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class TemplateBroken(Refused):
    """The Word template cannot be filled."""

    code = "template_broken"


def render(paper: Paper, own: OwnTemplate | None = None) -> bytes:
    """The paper as a .docx.

    The template is `own` (see `templates.find_own`), else `<kind>.docx` of the folder named by the
    setting CHIBO_TEMPLATES, else the shipped one of the rules in force on the paper's date.
    Raises MarkedSecret, NoPaperRules, TemplateBroken.
    """
    refuse_if_secret(title=paper.subject)
    path = Path(own.name) if own else template_path(paper)
    try:
        opened = _open_own(own.pk) if own else _open_file(path)
        about = {"title": paper.subject, "author": paper.heading.issuing_name}
        content = opened.fill(context_of(paper), **about)
        return finished(content, paper.charts) if isinstance(paper, SummationPaper) else content
    except _FAULTS as broken:
        raise _broken(path, broken) from broken


@lru_cache(maxsize=32)
def _open_own(template_id: int) -> OpenedTemplate:
    """An office's template: its file never changes, so it is kept open for good."""
    rows = OwnTemplate.objects.unscoped("the template a paper of this unit is made with")
    return OpenedTemplate(bytes(rows.get(pk=template_id).content), new_environment())


def _open_file(path: Path) -> OpenedTemplate:
    seen = path.stat()
    return _open(path, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=64)
def _open(path: Path, _changed: int, _size: int) -> OpenedTemplate:
    """The template, kept open until its file changes."""
    return OpenedTemplate(path.read_bytes(), new_environment())


def template_path(paper: Paper) -> Path:
    """The template file the paper is printed with."""
    own = getattr(settings, "CHIBO_TEMPLATES", "")
    if own and (found := Path(own) / f"{paper.file_kind}.docx").is_file():
        return found
    return shipped_template(paper.file_kind, paper.heading.issued_on)


def shipped_template(kind: str, day: date) -> Path:
    """The template that came with the rules on papers of the day; raises NoPaperRules."""
    return SHIPPED / get_paper_rules(day).pack_id / f"{kind}.docx"


def file_name(paper: Paper) -> str:
    """A plain name for the file: "nghi-quyet-2026-11-05.docx"."""
    name = fold(PAPER_NAMES[paper.file_kind]).replace(" ", "-")
    return f"{name}-{paper.heading.issued_on.isoformat()}.docx"


def new_environment() -> SandboxedEnvironment:
    """Templates come from offices, so they run in a sandbox; an unknown field is an error."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters.update({each.__name__: each for each in _FILTERS})
    return environment


def context_of(paper: Paper) -> dict[str, Any]:
    """The fields of the paper by name, their texts made fit for Word."""
    return {f.name: _printable(getattr(paper, f.name)) for f in dataclasses.fields(paper)}


def _printable(value: Any) -> Any:
    """Texts made fit for Word: composed letters, no control characters, lines as paragraphs."""
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, tuple):
        return tuple(_printable(each) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return dataclasses.replace(
            value, **{f.name: _printable(getattr(value, f.name)) for f in fields}
        )
    return value


def _printable_text(value: str) -> str:
    lines = unicodedata.normalize("NFC", value).splitlines()
    kept = (_UNPRINTABLE.sub("", line.replace("\t", " ")).strip() for line in lines)
    return _NEW_PARAGRAPH.join(line for line in kept if line)


def _broken(path: Path, error: Exception) -> TemplateBroken:
    line = getattr(error, "lineno", None)
    detail = str(error) if line is None else f"{error} ({_near(error)})"
    kind = _("viết sai") if isinstance(error, TemplateSyntaxError) else _("không điền được")
    return TemplateBroken(
        _(
            "Mẫu văn bản “%(file)s” %(kind)s: %(detail)s. Hãy mở mẫu bằng Word, sửa đoạn này, "
            "hoặc bỏ mẫu đi để dùng mẫu có sẵn."
        )
        % {"file": path.name, "kind": kind, "detail": detail}
    )


def _near(error: Exception) -> str:
    """The words of the template around the place of the error."""
    lines = [" ".join(line.split()) for line in getattr(error, "docx_context", ())]
    return " … ".join(line for line in lines if line)[:200]
