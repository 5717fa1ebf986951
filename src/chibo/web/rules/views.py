"""Pages "Quy định": which document governs on a day, and every rule taken from it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chibo.areas.rulebook.models import PREFIX
from chibo.core import clock
from chibo.core.errors import NotThere
from chibo.regulations import Pack, current, get_pack
from chibo.regulations.documents import Document, DocumentChain, document_chains
from chibo.regulations.listing import rule_rows
from chibo.web.request import ActorRequest
from chibo.web.rules.day import DayForm, day_asked
from chibo.web.rules.words import groups_of


@dataclass(frozen=True)
class ChainRow:
    """A subject's documents as they stand on a day, and the rules in use then."""

    chain: DocumentChain
    rows: list[tuple[Document, bool]]
    pack: Pack | None


def rules(request: ActorRequest) -> HttpResponse:
    """Every subject with its chain of documents, as of a day."""
    on = day_asked(request)
    chains = [_chain_row(chain, on) for chain in document_chains()]
    context = {
        "on": on,
        "is_today": on == clock.today(),
        "may_try": request.actor.holds("rules.try"),
        "form": DayForm(initial={"ngay": on}),
        "used": [row for row in chains if row.chain.has_rules],
        "others": [row for row in chains if not row.chain.has_rules],
    }
    return render(request, "rules/rules.html", context)


def _chain_row(chain: DocumentChain, on: date) -> ChainRow:
    rows = [(document, document.covers(on)) for document in chain.documents]
    packs = current().chain(chain.code)
    return ChainRow(chain, rows, next((pack for pack in packs if pack.covers(on)), None))


def rule_pack(request: ActorRequest, pack_id: str) -> HttpResponse:
    """Every rule of one pack: its value, clause, source, and how well it is known."""
    if pack_id.startswith(PREFIX) and pack_id.removeprefix(PREFIX).isdigit():
        return redirect("local_pack", int(pack_id.removeprefix(PREFIX)))
    pack = _pack(pack_id)
    chain = {each.id: each for each in current().chain(pack.subject)}
    following = next((each for each in chain.values() if each.replaces == pack.id), None)
    today = clock.today()
    context = {
        "pack": pack,
        "groups": groups_of(rule_rows(pack.rules)),
        "previous": chain.get(pack.replaces or ""),
        "following": following,
        "is_current": pack.covers(today),
        "has_begun": pack.effective_from <= today,
    }
    return render(request, "rules/pack.html", context)


def _pack(pack_id: str) -> Pack:
    try:
        return get_pack(pack_id)
    except KeyError as unknown:
        raise NotThere(
            _("Không có bộ quy tắc này. Hãy chọn một văn bản ở trang “Quy định”.")
        ) from unknown
