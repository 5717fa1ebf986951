"""Addresses of what comes before a meeting."""

from django.urls import path

from chibo.web.before import box, committee, drafts, inputs, sending

MEETING = "sinh-hoat/<int:meeting_id>/"
DRAFT = MEETING + "du-thao/<slug:code>/"
SITTING = "hop-chi-uy/<int:sitting_id>/"

urlpatterns = [
    path(MEETING + "chuan-bi/truoc-hop/", box.around, name="before_box"),
    path(MEETING + "y-kien/", inputs.asked, name="inputs"),
    path(MEETING + "y-kien/<slug:giver>/", inputs.write, name="input_write"),
    path(MEETING + "y-kien/<slug:giver>/duong-dan/", inputs.link, name="input_link"),
    path(MEETING + "y-kien/<slug:giver>/thu-hoi/", inputs.revoke, name="input_revoke"),
    path(MEETING + "hop-chi-uy/", committee.prepare, name="committee_prepare"),
    path("chi-bo/<int:unit_id>/hop-chi-uy/", committee.sittings, name="committee_meetings"),
    path(SITTING, committee.sitting, name="committee_meeting"),
    path(SITTING + "diem-danh/", committee.mark, name="committee_mark"),
    path(SITTING + "noi-dung/", committee.add_point, name="committee_point_add"),
    path(SITTING + "noi-dung/<int:point_id>/", committee.point, name="committee_point"),
    path(
        SITTING + "noi-dung/<int:point_id>/bo/",
        committee.remove_point,
        name="committee_point_remove",
    ),
    path(SITTING + "dong/", committee.close, name="committee_close"),
    path(SITTING + "bien-ban.docx", committee.minutes, name="committee_minutes"),
    path(DRAFT, drafts.draft, name="draft"),
    path(DRAFT + "tu-ho-so/", drafts.gather, name="draft_gather"),
    path(DRAFT + "da-xem/", drafts.look, name="draft_look"),
    path(DRAFT + "cau/", drafts.add, name="draft_add"),
    path(DRAFT + "cau/<int:sentence_id>/", drafts.sentence, name="draft_sentence"),
    path(DRAFT + "cau/<int:sentence_id>/doi/", drafts.change, name="draft_change"),
    path(DRAFT + "du-thao.docx", drafts.paper, name="draft_paper"),
    path(DRAFT + "tai-lieu/", drafts.enclose, name="draft_enclose"),
    path("gui-y-kien/<str:secret>/", sending.send, name="input_send"),
]
