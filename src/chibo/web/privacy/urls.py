"""Addresses of personal data."""

from django.urls import path

from chibo.web.privacy import breaches, own, register, requests, retention

urlpatterns = [
    path("du-lieu-ca-nhan/", register.shown, name="data_register"),
    path("du-lieu-ca-nhan/so/<int:unit_id>/", register.of_unit, name="unit_data_register"),
    path("du-lieu-ca-nhan/so/<int:unit_id>/van-ban/", register.paper, name="data_register_paper"),
    path("du-lieu-ca-nhan/thoi-han/<int:unit_id>/", retention.of_unit, name="data_retention"),
    path("du-lieu-ca-nhan/yeu-cau/", requests.queue, name="own_data_queue"),
    path("du-lieu-ca-nhan/yeu-cau/cua/<int:unit_id>/", requests.of_unit, name="data_requests"),
    path("du-lieu-ca-nhan/yeu-cau/cua/<int:unit_id>/ghi/", requests.enter, name="data_enter"),
    path("du-lieu-ca-nhan/yeu-cau/<int:request_id>/", requests.one, name="data_request"),
    path("du-lieu-ca-nhan/yeu-cau/<int:request_id>/nhan/", requests.receive, name="data_receive"),
    path("du-lieu-ca-nhan/yeu-cau/<int:request_id>/gia-han/", requests.extend, name="data_extend"),
    path("du-lieu-ca-nhan/yeu-cau/<int:request_id>/ban-sao/", requests.copy, name="data_copy"),
    path("du-lieu-ca-nhan/han-che/<int:mark_id>/bo/", requests.lift, name="data_lift"),
    path("du-lieu-ca-nhan/su-co/cua/<int:unit_id>/", breaches.of_unit, name="breaches"),
    path("du-lieu-ca-nhan/su-co/cua/<int:unit_id>/ghi/", breaches.enter, name="breach_enter"),
    path("du-lieu-ca-nhan/su-co/<int:breach_id>/", breaches.one, name="breach"),
    path("du-lieu-ca-nhan/su-co/<int:breach_id>/van-ban/", breaches.paper, name="breach_paper"),
    path("du-lieu-ca-nhan/su-co/<int:breach_id>/da-bao/", breaches.told, name="breach_told"),
    path("du-lieu-ca-nhan/su-co/<int:breach_id>/dong/", breaches.close, name="breach_close"),
    path("cua-toi/du-lieu/", own.own, name="own_data"),
    path("cua-toi/du-lieu/ban-sao/", own.copy, name="own_data_copy"),
    path("cua-toi/du-lieu/<int:request_id>/rut/", own.take_back, name="own_data_take_back"),
]
