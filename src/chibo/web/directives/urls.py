"""Addresses of papers from above."""

from django.urls import path

from chibo.web.directives import calling, keeping, views

urlpatterns = [
    path("", views.directives, name="directives"),
    path("cua/<int:unit_id>/", views.unit_directives, name="unit_directives"),
    path("cua/<int:unit_id>/vao-so/", keeping.directive_enter, name="directive_enter"),
    path("<int:directive_id>/", views.directive, name="directive"),
    path("<int:directive_id>/sua/", keeping.directive_correct, name="directive_correct"),
    path("<int:directive_id>/ket-thuc/", keeping.directive_close, name="directive_close"),
    path("<int:directive_id>/mo-lai/", keeping.directive_reopen, name="directive_reopen"),
    path("<int:directive_id>/xoa/", keeping.directive_remove, name="directive_remove"),
    path("<int:directive_id>/giao/", calling.directive_ask, name="directive_ask"),
    path("viec/<int:call_id>/sua/", calling.call_change, name="call_change"),
    path("viec/<int:call_id>/rut/", calling.call_withdraw, name="call_withdraw"),
]
