"""Addresses of signing in."""

from django.urls import path

from chibo.web.signin import authority, factors, provider_views, second, security, views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/xac-minh/", second.second_step, name="second_step"),
    path("dang-nhap/dinh-danh/", provider_views.provider_leave, name="provider_leave"),
    path("dang-nhap/dinh-danh/ve/", provider_views.provider_return, name="provider_return"),
    path("chung-chi/", authority.authority, name="authority"),
    path("chung-chi/chibo.crt", authority.authority_download, name="authority_download"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("mat-khau/", views.change_password, name="change_password"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("bao-mat/", security.security, name="security"),
    path("bao-mat/thiet-lap/", security.second_setup, name="second_setup"),
    path("bao-mat/ung-dung/", factors.app_add, name="app_add"),
    path("bao-mat/ung-dung/bo/", factors.app_remove, name="app_remove"),
    path("bao-mat/khoa/", factors.passkey_add, name="passkey_add"),
    path("bao-mat/khoa/<int:passkey_id>/bo/", factors.passkey_remove, name="passkey_remove"),
    path("bao-mat/ma-du-phong/", security.recovery_codes, name="recovery_codes"),
    path("bao-mat/ma-du-phong/moi/", security.codes_new, name="recovery_codes_new"),
    path("bao-mat/phien/khac/", security.sessions_end_others, name="sessions_end_others"),
    path("bao-mat/phien/<slug:session>/", security.session_end, name="session_end"),
]
