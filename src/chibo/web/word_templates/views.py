"""The kinds of papers with the template each is made with; one kind with its fields and history."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chibo.areas.documents import actions
from chibo.areas.documents.checking import BadTemplate, TemplateFault
from chibo.areas.documents.examples import fields_of, paper_classes
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.rendering import PAPER_NAMES
from chibo.areas.documents.templates import find_own, get_own, templates_of
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import get_unit, top_units
from chibo.core import clock
from chibo.core.errors import NotThere, Refused
from chibo.web.components import notices
from chibo.web.forms import UnitField, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.units.trail import trail_to


class BringForm(forms.Form):
    """The Word file."""

    file = forms.FileField(
        label=gettext_lazy("Tệp mẫu Word"),
        help_text=gettext_lazy("Đuôi .docx, tới 2 MB, không macro, không liên kết ra ngoài."),
    )


class PreviewForm(forms.Form):
    """On whose records the template is tried."""

    chi_bo = UnitField(label=gettext_lazy("Xem thử với đơn vị"))


def word_templates(request: ActorRequest) -> HttpResponse:
    """Those of the unit one works in now."""
    require_somewhere(request.actor, ISSUE)
    if request.grant and ISSUE in request.grant.permissions and request.grant.unit_id:
        return redirect("unit_templates", request.grant.unit_id)
    return redirect("unit_templates", top_units(request.actor, ISSUE)[0].pk)


def unit_templates(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every kind of paper with the template in force today."""
    unit = unit_to_keep(request, unit_id)
    today = clock.today()
    rows = [(kind, PAPER_NAMES[kind], find_own(unit.path, kind, today)) for kind in paper_classes()]
    context = {"unit": unit, "trail": trail_to(request.actor, unit), "rows": rows}
    return render(request, "word_templates/unit.html", context)


@once
def template_kind(request: ActorRequest, unit_id: int, kind: str) -> HttpResponse:
    """One kind: its fields with examples, bringing a file, drafts and history."""
    unit = unit_to_keep(request, unit_id)
    if kind not in paper_classes():
        raise NotThere(_("Không có loại văn bản này. Hãy chọn trong danh sách."))
    form = BringForm(request.POST or None, request.FILES or None)
    faults: tuple[TemplateFault, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.bring_template(
                actor=request.actor,
                unit=unit,
                file_kind=kind,
                name=file.name or "",
                content=file.read(),
                now=clock.now(),
            )
        except BadTemplate as refusal:
            form_refused(form, refusal)
            faults = refusal.faults
        except Refused as refusal:
            form_refused(form, refusal)
        else:
            notices.saved(request, _("Mẫu đúng. Hãy xem thử rồi bấm “Đưa vào dùng”."))
            return redirect("template_kind", unit.pk, kind)
    return _kind_page(request, unit, kind, form, faults)


def _kind_page(
    request: ActorRequest, unit: Unit, kind: str, form: BringForm, faults: tuple[TemplateFault, ...]
) -> HttpResponse:
    preview = PreviewForm()
    field = preview.fields["chi_bo"]
    assert isinstance(field, UnitField)
    field.bind(request.actor)
    context = {
        "unit": unit,
        "trail": trail_to(request.actor, unit),
        "kind": kind,
        "name": PAPER_NAMES[kind],
        "form": form,
        "faults": faults,
        "fields": fields_of(kind),
        "rows": templates_of(request.actor, unit, kind),
        "used": find_own(unit.path, kind, clock.today()),
        "preview": preview,
    }
    status = 422 if form.errors else 200
    return render(request, "word_templates/kind.html", context, status=status)


@require_POST
@once
def use(request: ActorRequest, template_id: int) -> HttpResponse:
    """Papers from today on are made with it."""
    row = actions.use_template(actor=request.actor, template_id=template_id, now=clock.now())
    notices.saved(request, _("Văn bản đề ngày từ hôm nay được lập bằng mẫu này."))
    return redirect("template_kind", row.unit_id, row.file_kind)


@require_POST
@once
def drop(request: ActorRequest, template_id: int) -> HttpResponse:
    """Back to the one before it: of the body above, or the shipped one."""
    row = get_own(request.actor, template_id)
    actions.drop_template(actor=request.actor, template_id=template_id, now=clock.now())
    notices.saved(request, _("Đã thôi dùng mẫu này; mẫu có sẵn vẫn còn nguyên."))
    return redirect("template_kind", row.unit_id, row.file_kind)


def unit_to_keep(request: ActorRequest, unit_id: int) -> Unit:
    """The unit, where the actor may issue its papers."""
    unit = get_unit(request.actor, unit_id)
    request.actor.require(ISSUE, unit)
    return unit
