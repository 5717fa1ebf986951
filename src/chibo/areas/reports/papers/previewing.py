"""An office's template tried on a real meeting before it is put into force."""

from datetime import datetime

from chibo.areas.documents import rendering
from chibo.areas.documents.models import OwnTemplate
from chibo.areas.meetings.models import Meeting
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.papers.filling import FILLINGS
from chibo.areas.reports.papers.made import MadePaper
from chibo.areas.reports.papers.record import read_record
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _, in_vietnamese

PREVIEWED = frozenset(FILLINGS)
"""Kinds of paper that are filled from a meeting."""


def preview(*, actor: Actor, template: OwnTemplate, cell: Unit, now: datetime) -> MadePaper:
    """The paper of the cell's latest held meeting, made with the template; nothing is kept.

    Raises NotThere where the cell has no such meeting the actor may see, TemplateBroken.
    """
    rows = Meeting.objects.visible_to(actor).filter(unit=cell, held_on__isnull=False, origin="")
    meeting = rows.select_related("unit").order_by("-held_on", "-pk").first()
    if meeting is None or template.file_kind not in FILLINGS:
        raise NotThere(
            _("%s chưa có buổi họp nào ghi trong phần mềm để xem thử. Hãy chọn chi bộ khác.")
            % cell.name
        )
    with in_vietnamese():
        filled = FILLINGS[template.file_kind](read_record(actor, meeting), now.date())
        content = rendering.render(filled, template)
    return MadePaper(f"xem-thu-{rendering.file_name(filled)}", content)
