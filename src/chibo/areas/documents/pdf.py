"""PDF of papers, by LibreOffice where it is installed: the same template, no second truth."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
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


def require_available() -> None:
    """Raise NoPdf without LibreOffice."""
    if not is_available():
        raise NoPdf(
            _(
                "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. "
                "Hãy tải tệp Word hoặc bấm “In”, hoặc nhờ người quản trị cài LibreOffice."
            )
        )


def to_pdf(docx: bytes) -> bytes:
    """The .docx as PDF; raises NoPdf without LibreOffice, or where it gives no result in time."""
    return to_pdfs([docx])[0]


def to_pdfs(papers: Sequence[bytes]) -> list[bytes]:
    """Several .docx by one start of LibreOffice, which is most of the work. Raises NoPdf."""
    require_available()
    with tempfile.TemporaryDirectory(prefix="chibo-pdf-") as folder:
        return _convert(_program() or "", Path(folder), papers)


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(program: str, folder: Path, papers: Sequence[bytes]) -> list[bytes]:
    """One run with a profile of its own, so that runs side by side do not wait for each other."""
    sources = [folder / f"paper{number}.docx" for number in range(len(papers))]
    for source, content in zip(sources, papers, strict=True):
        source.write_bytes(content)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        *map(str, sources),
    ]
    try:
        _run(command)
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
    except (subprocess.SubprocessError, OSError) as failed:
        raise NoPdf(
            _("LibreOffice không tạo được PDF từ văn bản này. Hãy tải tệp Word và in từ đó.")
        ) from failed


def _run(command: Sequence[str]) -> None:
    """Wait for the program a limited time; what it started itself ends with it."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as running:
        try:
            if running.wait(timeout=_SECONDS):
                raise subprocess.CalledProcessError(running.returncode, command)
        except BaseException:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
            raise
