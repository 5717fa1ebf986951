"""Addresses of what comes before a meeting."""

from django.urls import path

from chibo.web.before import box, inputs, sending

MEETING = "sinh-hoat/<int:meeting_id>/"

urlpatterns = [
    path(MEETING + "chuan-bi/truoc-hop/", box.around, name="before_box"),
    path(MEETING + "y-kien/", inputs.asked, name="inputs"),
    path(MEETING + "y-kien/<slug:giver>/", inputs.write, name="input_write"),
    path(MEETING + "y-kien/<slug:giver>/duong-dan/", inputs.link, name="input_link"),
    path(MEETING + "y-kien/<slug:giver>/thu-hoi/", inputs.revoke, name="input_revoke"),
    path("gui-y-kien/<str:secret>/", sending.send, name="input_send"),
]
