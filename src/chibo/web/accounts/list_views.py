"""Accounts for many people at once, from a pasted or uploaded list: all of them or none."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chibo.areas.access import actions, queries
from chibo.areas.access.roles import roles
from chibo.areas.exchange.reading import read_file
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.vietnamese import show_date
from chibo.web.accounts.forms import ListForm
from chibo.web.accounts.listed import (
    LineProblem,
    ListedPerson,
    check_people,
    read_lines,
    read_rows,
)
from chibo.web.accounts.slips import keep_slips
from chibo.web.components import notices
from chibo.web.forms import form_page, form_refused
from chibo.web.grants import require_somewhere
from chibo.web.once import once
from chibo.web.request import ActorRequest
from chibo.web.signin.confirm import confirmed_recently


@confirmed_recently
@once
def accounts_from_list(request: ActorRequest) -> HttpResponse:
    """The page of the list; every line that is wrong is named before anything is made."""
    require_somewhere(request.actor, queries.MANAGE)
    form = ListForm(
        request.POST or None, request.FILES or None, initial={"starts_on": clock.today()}
    )
    problems: list[LineProblem] = []
    if form.is_valid():
        try:
            people, problems = _checked(request, form)
            if people and not problems:
                keep_slips(
                    request,
                    actions.open_accounts(actor=request.actor, people=people, now=clock.now()),
                )
                notices.saved(request, _("Đã cấp tài khoản."), draft="accounts:list")
                return redirect("account_slips")
        except Refused as refusal:
            form_refused(form, refusal)
    names = [role.name for role in roles().values()]
    return form_page(request, "accounts/from_list.html", form, problems=problems, role_names=names)


def _checked(
    request: ActorRequest, form: ListForm
) -> tuple[list[actions.NewAccount], list[LineProblem]]:
    typed = form.cleaned_data
    listed = _from_file(typed["file"]) if typed["file"] else read_lines(typed["people"])
    return check_people(request.actor, listed, typed["starts_on"])


def _from_file(file: "UploadedFile[bytes]") -> list[ListedPerson]:
    sheets = read_file(file.name or "", file.read())
    rows = enumerate(sheets[0].rows, 1) if sheets else ()
    return read_rows([(number, [_text(cell) for cell in row]) for number, row in rows])


def _text(cell: object) -> str:
    if isinstance(cell, date):  # a moment is one too
        return show_date(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
