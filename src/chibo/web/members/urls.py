"""Addresses of members."""

from django.urls import path

from chibo.web.members.views import (
    arrivals,
    dossier,
    mentors,
    moves,
    numbers,
    past,
    people,
    proposals,
    transfer_steps,
    transfers,
)

urlpatterns = [
    path("to-chuc/<int:unit_id>/dang-vien/", people.members, name="members"),
    path("to-chuc/<int:unit_id>/dang-vien/tong-so/", past.members_counted, name="members_counted"),
    path("dang-vien/<int:member_id>/", people.member, name="member"),
    path("dang-vien/<int:member_id>/xem/<slug:slug>/", numbers.member_number, name="member_number"),
    path(
        "de-nghi-sua/<int:proposal_id>/xem/<slug:slug>/",
        numbers.proposed_number,
        name="proposed_number",
    ),
    path("dang-vien/<int:member_id>/sua/", people.member_correct, name="member_correct"),
    path("dang-vien/<int:member_id>/nguoi-giup-do/", mentors.assign, name="mentor_assign"),
    path("dang-vien/<int:member_id>/ho-so/", dossier.dossier, name="dossier"),
    path("cua-toi/de-nghi-sua/", proposals.propose, name="propose"),
    path("de-nghi-sua/<int:proposal_id>/rut/", proposals.withdraw, name="proposal_withdraw"),
    path("de-nghi-sua/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("to-chuc/<int:unit_id>/de-nghi-sua/", proposals.proposals, name="proposals"),
    path("dang-vien/<int:member_id>/thay-doi/", moves.moves, name="member_moves"),
    path("dang-vien/<int:member_id>/thay-doi/<slug:code>/", moves.move, name="member_move"),
    path("thay-doi/<int:change_id>/hoan-tac/", moves.move_take_back, name="move_take_back"),
    path("dang-vien/<int:member_id>/chuyen/", transfers.transfer_new, name="transfer_new"),
    path("dang-vien/<int:member_id>/tiep-nhan-lai/", arrivals.come_back, name="come_back"),
    path("to-chuc/<int:unit_id>/chuyen-sinh-hoat/", transfers.transfers, name="transfers"),
    path("to-chuc/<int:unit_id>/tiep-nhan/", arrivals.newcomer, name="newcomer"),
    path("to-chuc/<int:unit_id>/tiep-nhan-tam-thoi/", arrivals.guest, name="guest"),
    path("chuyen-sinh-hoat/<int:transfer_id>/", transfers.transfer, name="transfer"),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/giay.docx",
        transfers.transfer_paper,
        name="transfer_paper",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/tiep-nhan/",
        transfer_steps.transfer_accept,
        name="transfer_accept",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/tu-choi/",
        transfer_steps.transfer_refuse,
        name="transfer_refuse",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/huy/",
        transfer_steps.transfer_cancel,
        name="transfer_cancel",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/keo-dai/",
        transfer_steps.transfer_extend,
        name="transfer_extend",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/hoan-tac-tiep-nhan/",
        transfer_steps.transfer_undo_arrival,
        name="transfer_undo_arrival",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/tro-ve/",
        transfer_steps.transfer_end,
        name="transfer_end",
    ),
    path(
        "chuyen-sinh-hoat/<int:transfer_id>/hoan-tac/",
        transfer_steps.transfer_take_back,
        name="transfer_take_back",
    ),
]
