"""Issuing a token, shown once; those there are; what a program may ask with one."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chibo.areas.tokens import actions, queries
from chibo.areas.tokens.described import DOCUMENT, endpoints
from chibo.areas.tokens.rules import CALLS_A_MINUTE
from chibo.core import clock
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.web.components import notices
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, form_refused
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_where

USUAL = timedelta(days=180)


class TokenForm(forms.Form):
    """For which program, how far, until when."""

    name = forms.CharField(
        label=gettext_lazy("Tên phần mềm"),
        max_length=60,
        help_text=gettext_lazy("Tên này đứng trong nhật ký cùng tên người cấp."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Dùng để làm gì"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: lấy chỉ số tháng vào bảng theo dõi của văn phòng."),
    )
    writes = forms.ChoiceField(
        label=gettext_lazy("Được làm gì"),
        choices=[
            ("read", gettext_lazy("Chỉ đọc")),
            ("write", gettext_lazy("Đọc và gửi lên: nhập bảng tính, nhận hoặc trả báo cáo")),
        ],
        initial="read",
        widget=forms.RadioSelect,
    )
    unit = UnitField(
        label=gettext_lazy("Chỉ trong đơn vị"),
        required=False,
        help_text=gettext_lazy("Để trống thì khóa tới mọi nơi vai trò của mình tới."),
    )
    last_day = DayField(
        label=gettext_lazy("Dùng đến hết ngày"), help_text=gettext_lazy("Lâu nhất một năm.")
    )

    def __init__(self, request: ActorRequest) -> None:
        last_day = clock.today() + USUAL
        super().__init__(request.POST or None, initial={"last_day": last_day})
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.bind(request.actor)

    def wanted(self) -> actions.Wanted:
        """What was asked for."""
        typed = self.cleaned_data
        return actions.Wanted(
            name=typed["name"],
            purpose=typed["purpose"],
            writes=typed["writes"] == "write",
            unit=typed["unit"],
            ends_before=typed["last_day"] + timedelta(days=1),
        )


@never_cache
@confirmed_where(lambda request: request.method == "POST")
@once
def tokens(request: ActorRequest) -> HttpResponse:
    """One's tokens; a new one is shown on the answer itself and never again."""
    form, text = TokenForm(request), ""
    if form.is_valid():
        try:
            _token, text = actions.issue(actor=request.actor, wanted=form.wanted(), now=clock.now())
        except Refused as refusal:
            _on_form(form, refusal)
    context = {"form": form, "text": text, "today": clock.today(), **_lists(request.actor)}
    status = 422 if form.is_bound and not text else 200
    return render(request, "tokens/tokens.html", context, status=status)


def _on_form(form: TokenForm, refusal: Refused) -> None:
    """The day people type is the last one, the one an action knows the first after it."""
    if getattr(refusal, "field", "") == "ends_before":
        form.add_error("last_day", refusal.message)
    else:
        form_refused(form, refusal)


def _lists(actor: Actor) -> dict[str, object]:
    rows, today = queries.own_tokens(actor), clock.today()
    return {
        "running": [row for row in rows if row.runs_on(today)],
        "over": [row for row in rows if not row.runs_on(today)],
    }


@require_POST
@once
def token_end(request: ActorRequest, token_id: int) -> HttpResponse:
    """A token of one's own is let in no more."""
    actions.end_token(actor=request.actor, token_id=token_id, now=clock.now())
    notices.saved(request, _("Đã thu hồi khóa. Phần mềm dùng khóa này không vào được nữa."))
    return redirect("tokens")


@require_GET
def api(request: ActorRequest) -> HttpResponse:
    """What a program may ask, and how."""
    site = request.build_absolute_uri("/").rstrip("/")
    context = {"endpoints": endpoints(), "calls": CALLS_A_MINUTE, "site": site}
    return render(request, "tokens/api.html", context)


@require_GET
def api_document(request: ActorRequest) -> HttpResponse:
    """The whole description, for tools that read OpenAPI."""
    answer = HttpResponse(DOCUMENT.read_bytes(), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="chibo-api.json"'
    return answer
