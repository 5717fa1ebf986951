"""Addresses of Word templates."""

from django.urls import path

from chibo.web.word_templates import files, views

urlpatterns = [
    path("", views.word_templates, name="word_templates"),
    path("cua/<int:unit_id>/", views.unit_templates, name="unit_templates"),
    path("cua/<int:unit_id>/<slug:kind>/", views.template_kind, name="template_kind"),
    path("cua/<int:unit_id>/<slug:kind>/co-san.docx", files.shipped, name="shipped_template"),
    path("mau/<int:template_id>.docx", files.download, name="own_template"),
    path("mau/<int:template_id>/xem-thu/", files.previewed, name="preview_template"),
    path("mau/<int:template_id>/dung/", views.use, name="use_template"),
    path("mau/<int:template_id>/thoi/", views.drop, name="drop_template"),
]
