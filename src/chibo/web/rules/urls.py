"""Addresses of the rules."""

from django.urls import path

from chibo.web.rules import (
    local_views,
    rubric_order,
    rubric_views,
    trial_views,
    views,
    whatif_views,
)

PACK = "cap-uy/<int:number>/"
RUBRIC = PACK + "khung/<str:code>/"

urlpatterns = [
    path("", views.rules, name="rules"),
    path("thu/", whatif_views.what_if, name="what_if"),
    path("cap-uy/", local_views.local_rules, name="local_rules"),
    path("cap-uy/moi/", local_views.local_pack_new, name="local_pack_new"),
    path("cap-uy/<int:number>/", local_views.local_pack, name="local_pack"),
    path("cap-uy/<int:number>/sua/", local_views.local_pack_edit, name="local_pack_edit"),
    path("cap-uy/<int:number>/ban-hanh/", local_views.local_pack_adopt, name="local_pack_adopt"),
    path("cap-uy/<int:number>/thoi/", local_views.local_pack_end, name="local_pack_end"),
    path("cap-uy/<int:number>/bo/", local_views.local_pack_drop, name="local_pack_drop"),
    path(PACK + "khung/", rubric_views.rubric_begin, name="rubric_begin"),
    path(PACK + "thu/", trial_views.rubric_trial, name="rubric_trial"),
    path(RUBRIC, rubric_views.rubric_edit, name="rubric_edit"),
    path(RUBRIC + "thu-tu/", rubric_order.rubric_order, name="rubric_order"),
    path(RUBRIC + "bo/", rubric_views.rubric_drop, name="rubric_drop"),
    path(RUBRIC + "muc-moi/", rubric_views.rubric_line_new, name="rubric_line_new"),
    path(RUBRIC + "muc/<str:line>/", rubric_views.rubric_line, name="rubric_line"),
    path(RUBRIC + "muc/<str:line>/bo/", rubric_views.rubric_line_drop, name="rubric_line_drop"),
    path("<slug:pack_id>/", views.rule_pack, name="rule_pack"),
]
