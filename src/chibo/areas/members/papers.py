"""The letter of transfer as a paper."""

from collections.abc import Mapping
from datetime import datetime

from chibo.areas.documents import papers as paper
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.errors import TransferNotOpen
from chibo.areas.members.models import Transfer
from chibo.areas.members.queries.transfers import get_transfer, paper_of, transfer_kind
from chibo.areas.members.rules import present_by
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.regulations import get_unit_kind, member_rules_in_force


def letter_of_transfer(
    *, actor: Actor, transfer_id: int, names: Mapping[str, str], now: datetime
) -> MadePaper:
    """The letter a transfer goes by; `names`: who may sign for the issuing body.

    Raises TransferNotOpen for a letter that came from outside: it is not ours to print.
    """
    transfer = get_transfer(actor, transfer_id)
    filled = letter_paper(actor, transfer, names)
    issuer_id = transfer.issuer_id or 0
    about = [transfer.member_id]
    return made(actor, filled, issuer_id, transfer.ref, now, ref=transfer.ref, about=about)


def letter_paper(actor: Actor, transfer: Transfer, names: Mapping[str, str]) -> paper.TransferPaper:
    """What the letter says. Raises TransferNotOpen for one that came from outside."""
    issuer = transfer.issuer
    if issuer is None or transfer.member is None:
        raise TransferNotOpen(_("Giấy này do nơi khác cấp, hãy xem bản giấy."))
    with in_vietnamese():
        signature = signed_by_head(names, f"T/M {_body(issuer)}")
        return _filled(actor, transfer, issuer, signature)


def _filled(
    actor: Actor, transfer: Transfer, issuer: Unit, signature: paper.Signature
) -> paper.TransferPaper:
    member = transfer.member
    assert member is not None
    kind = transfer_kind(transfer)
    rules = member_rules_in_force(transfer.issued_on)
    number = paper_of(actor, transfer)
    above = ancestors(issuer)
    organ = organ_name(issuer)
    return paper.TransferPaper(
        heading=paper.Heading(
            superior_name=above[-1].name if above else "",
            issuing_name=organ,
            place=next((u.place for u in [issuer, *reversed(above)] if u.place), ""),
            issued_on=transfer.issued_on,
            number_line=number.line if number else None,
        ),
        subject=kind.name,
        form_code=kind.form_code,
        addressee=transfer.destination_name,
        full_name=member.full_name,
        born_on=member.born_on,
        joined_on=member.joined_on,
        full_on=member.full_on,
        card_number=member.card_number,
        origin=transfer.origin_name,
        destination=transfer.destination_name,
        reason=str(transfer.get_reason_display()),
        fee_paid_to=transfer.fee_month,
        present_by=present_by(transfer.issued_on, rules),
        until=transfer.until,
        boxes=_boxes(transfer, kind.boxes, organ, signature.name),
        signature=signature,
        recipients=(f"{transfer.destination_name},", "Đồng chí có tên trên,", f"Lưu {organ}."),
    )


def organ_name(unit: Unit) -> str:
    """The committee that issues: "Đảng ủy xã …" for a unit named "Đảng bộ xã …".

    A paper names its author: the committee, not the organisation it leads; the line above it names
    the organisation it belongs to (HD 36-HD/VPTW mục II 1.2; examples "TỈNH ỦY …", "ĐẢNG ỦY XÃ …").
    """
    head, found, rest = unit.name.partition("Đảng bộ ")
    organ = get_unit_kind(unit.kind).organ
    if organ == "Tỉnh ủy" and rest.startswith("thành phố "):
        organ = "Thành ủy"
        rest = rest.removeprefix("thành phố ")
    own_level = f"{organ.removesuffix(' ủy').lower()} "  # "Tỉnh ủy Vân Khuê", not "… tỉnh Vân Khuê"
    named = rest.removeprefix(own_level)
    return f"{organ} {named}" if found and not head else unit.name


def _body(unit: Unit) -> str:
    return get_unit_kind(unit.kind).organ.upper()


def _boxes(
    transfer: Transfer, count: int, organ: str, signer: str
) -> tuple[tuple[paper.TransferBox, ...], ...]:
    first = paper.TransferBox(
        number=1,
        introducer=organ,
        addressee=transfer.destination_name,
        issued_on=transfer.issued_on,
        signature=signer,
    )
    boxes = [first, *(paper.TransferBox(number=n) for n in range(2, count + 1))]
    if count % 2:
        boxes.append(paper.TransferBox(number=count + 1, is_blank=True))
    return tuple(zip(boxes[::2], boxes[1::2], strict=True))
