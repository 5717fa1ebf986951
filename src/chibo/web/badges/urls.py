"""Addresses of badges."""

from django.urls import path

from chibo.web.badges import member, rounds

urlpatterns = [
    path("huy-hieu/", rounds.badges, name="badges"),
    path("huy-hieu/don-vi/<int:unit_id>/", rounds.badge_round, name="badge_round"),
    path("huy-hieu/don-vi/<int:unit_id>/ghi/", rounds.record, name="badge_round_record"),
    path("huy-hieu/don-vi/<int:unit_id>/danh-sach.docx", rounds.paper, name="badge_list_paper"),
    path("huy-hieu/don-vi/<int:unit_id>/danh-sach.xlsx", rounds.workbook, name="badge_workbook"),
    path("dang-vien/<int:member_id>/huy-hieu/", member.badges, name="member_badges"),
    path("dang-vien/<int:member_id>/huy-hieu/gian-doan/", member.gap, name="badge_gap"),
    path("dang-vien/<int:member_id>/huy-hieu/ky-luat/", member.wait, name="badge_wait"),
    path("huy-hieu/<int:badge_id>/bo/", member.take_back, name="badge_take_back"),
    path(
        "huy-hieu/du-kien/<str:kind>/<int:fact_id>/bo/",
        member.remove_fact,
        name="badge_fact_remove",
    ),
]
