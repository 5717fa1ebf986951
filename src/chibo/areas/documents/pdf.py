"""PDF of a paper, by LibreOffice where it is installed: the same template, no second truth."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from chibo.core.errors import Refused
from chibo.core.i18n import _

_SECONDS = 90


class NoPdf(Refused):
    """A PDF cannot be made here."""

    code = "no_pdf"


def is_available() -> bool:
    """Whether this machine can make PDFs."""
    return _program() is not None


def to_pdf(docx: bytes) -> bytes:
    """The .docx as PDF; raises NoPdf without LibreOffice, or where it gives no result."""
    program = _program()
    if program is None:
        raise NoPdf(
            _(
                "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. "
                "Hãy tải tệp Word và in từ đó, hoặc nhờ người quản trị cài LibreOffice."
            )
        )
    with tempfile.TemporaryDirectory(prefix="chibo-pdf-") as folder:
        return _convert(program, Path(folder), docx)


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(program: str, folder: Path, docx: bytes) -> bytes:
    """One run with a profile of its own, so that runs side by side do not wait for each other."""
    source = folder / "paper.docx"
    source.write_bytes(docx)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
        return source.with_suffix(".pdf").read_bytes()
    except (subprocess.SubprocessError, OSError) as failed:
        raise NoPdf(
            _("LibreOffice không tạo được PDF từ văn bản này. Hãy tải tệp Word và in từ đó.")
        ) from failed
