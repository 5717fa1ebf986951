"""What a register says of a paper written elsewhere, and the words of its file."""

from dataclasses import dataclass
from datetime import date, datetime

from chibo.areas.documents.contents import lines
from chibo.areas.documents.errors import BadEntry
from chibo.areas.documents.harm import refuse_harmful_file
from chibo.areas.documents.models import PaperNumber
from chibo.areas.documents.secrecy import refuse_if_secret, refuse_secret_file
from chibo.areas.documents.texts import keep_text
from chibo.core.i18n import _

FILE_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class OutgoingPaper:
    """What the register says of a paper; `file` (name, content) is read, not kept."""

    issued_on: date
    title: str
    signed_by: str = ""
    sent_to: str = ""
    text: str = ""
    file: tuple[str, bytes] | None = None


def carry(number: PaperNumber, paper: OutgoingPaper, now: datetime) -> None:
    """Write on the number's row what the register says of the paper, and keep its text."""
    check_entry(paper, now)
    number.title, number.issued_on = paper.title.strip(), paper.issued_on
    number.signed_by, number.sent_to = paper.signed_by.strip(), paper.sent_to.strip()
    number.save()
    said = f"{number.signed_by} {number.sent_to} {paper.text} {read_file(paper.file)}"
    keep_text(number, said, whole=True)


def read_file(file: tuple[str, bytes] | None) -> str:
    """The text of a file that carries no mark of secrecy; "" for none.

    Raises BadEntry over the limit, HarmfulFile, MarkedSecret, CannotLookInside.
    """
    if file is None:
        return ""
    name, content = file
    if len(content) > FILE_LIMIT:
        raise BadEntry(_("Tệp lớn hơn 10 MB. Hãy chọn tệp nhỏ hơn."), "file")
    refuse_harmful_file(name, content)
    refuse_secret_file(name, content)
    return "\n".join(line for line, _is_title in lines(name, content))


def check_entry(paper: OutgoingPaper, now: datetime) -> None:
    """Raise BadEntry or MarkedSecret for what the register does not take."""
    if not paper.title.strip():
        raise BadEntry(_("Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì."), "title")
    if paper.issued_on > now.date():
        raise BadEntry(_("Ngày ban hành còn ở phía trước. Hãy xem lại ngày."), "issued_on")
    refuse_if_secret(title=paper.title, text=f"{paper.text}\n{paper.sent_to}")
