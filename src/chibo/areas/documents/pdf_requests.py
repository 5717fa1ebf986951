"""PDFs of papers: asked for on a page, made by the worker, forgotten after a day."""

import hashlib
from datetime import datetime

from django.db import transaction

from chibo.areas.documents import pdf
from chibo.areas.documents.making import MadePaper
from chibo.areas.documents.models import PaperPdf, PdfState
from chibo.core import jobs
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _

_WHY = "the PDF somebody asked for who was handed its Word file"


@transaction.atomic
def ask_for_pdf(*, actor: Actor, paper: MadePaper, now: datetime) -> PaperPdf:
    """Have a paper the actor was handed made into a PDF in the background.

    The same paper asked for again is not made twice, unless it failed. Raises NoPdf without
    LibreOffice, NotThere for somebody without an account.
    """
    pdf.require_available()
    if actor.account_id is None:
        raise NotThere(_("Hãy đăng nhập bằng tài khoản để tải PDF."))
    row, is_new = PaperPdf.objects.unscoped(_WHY).get_or_create(
        account_id=actor.account_id,
        digest=hashlib.sha256(paper.content).hexdigest(),
        defaults={
            "name": paper.name.removesuffix(".docx") + ".pdf",
            "source": paper.content,
            "asked_at": now,
        },
    )
    if is_new or row.state == PdfState.FAILED:
        PaperPdf.objects.unscoped(_WHY).filter(pk=row.pk).update(
            state=PdfState.WAITING, asked_at=now
        )
        jobs.enqueue("make_pdf", pdf_id=row.pk)
    row.refresh_from_db()
    return row


def make_pdf(pdf_id: int) -> None:
    """What the worker does; run again after it was stopped, it begins anew."""
    rows = PaperPdf.objects.unscoped(_WHY).filter(pk=pdf_id, state=PdfState.WAITING)
    row = rows.first()
    if row is None:
        return
    try:
        content = pdf.to_pdf(bytes(row.source))
    except pdf.NoPdf:
        rows.update(state=PdfState.FAILED)
    else:
        rows.update(state=PdfState.DONE, content=content)
