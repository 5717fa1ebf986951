"""Templates as files: the shipped one to begin with, one's own, a preview with real records."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chibo.areas.documents.examples import paper_classes
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.rendering import CONTENT_TYPE, shipped_template
from chibo.areas.documents.templates import get_own
from chibo.areas.reports.papers.previewing import preview
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.web.components.saving import saved_as
from chibo.web.papers.handing import hand_out
from chibo.web.request import ActorRequest
from chibo.web.word_templates.views import PreviewForm, unit_to_keep


@require_GET
def shipped(request: ActorRequest, unit_id: int, kind: str) -> HttpResponse:
    """The shipped template of the rules in force, to be changed in Word."""
    unit_to_keep(request, unit_id)
    if kind not in paper_classes():
        raise NotThere(_("Không có loại văn bản này. Hãy chọn trong danh sách."))
    return _download(f"{kind}.docx", shipped_template(kind, clock.today()).read_bytes())


@require_GET
def download(request: ActorRequest, template_id: int) -> HttpResponse:
    """A template as it was brought."""
    row = get_own(request.actor, template_id)
    request.actor.require(ISSUE, row.unit)
    return _download(f"{row.file_kind}-{row.pk}.docx", bytes(row.content))


@require_GET
def previewed(request: ActorRequest, template_id: int) -> HttpResponse:
    """The latest such paper at or below a chosen unit, made with the template."""
    row = get_own(request.actor, template_id)
    request.actor.require(ISSUE, row.unit)
    form = PreviewForm(request.GET)
    form.fields["chi_bo"].bind(request.actor)  # type: ignore[attr-defined]
    if not form.is_valid():
        raise NotThere(" ".join(str(each) for each in form.errors["chi_bo"]))
    made = preview(
        actor=request.actor, template=row, unit=form.cleaned_data["chi_bo"], now=clock.now()
    )
    return hand_out(request, made)


def _download(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = saved_as(name)
    return answer
