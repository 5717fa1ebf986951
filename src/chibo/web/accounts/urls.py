"""Addresses of accounts."""

from django.urls import path

from chibo.web.accounts import list_views, roles, second_asks, sign_in, stand_ins, views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("moi/", views.account_new, name="account_new"),
    path("danh-sach/", list_views.accounts_from_list, name="accounts_from_list"),
    path("vai-tro/", roles.roles_table, name="roles_table"),
    path("cho-xac-nhan/", second_asks.second_asks, name="second_asks"),
    path("don-vi/<int:unit_id>/vong-hep/", roles.unit_circles, name="unit_circles"),
    path("cho-xac-nhan/tep/", second_asks.second_page, name="second_page"),
    path("cho-xac-nhan/<int:ask_id>/", second_asks.second_confirm, name="second_confirm"),
    path("cho-xac-nhan/<int:ask_id>/khong/", second_asks.second_refuse, name="second_refuse"),
    path("cho-xac-nhan/<int:ask_id>/rut/", second_asks.second_withdraw, name="second_withdraw"),
    path("thay-bi-thu/<int:unit_id>/", stand_ins.stand_in_new, name="stand_in_new"),
    path("thay-bi-thu/thoi/<int:grant_id>/", stand_ins.stand_in_end, name="stand_in_end"),
    path("phieu/", views.account_slips, name="account_slips"),
    path("<int:account_id>/", views.account, name="account"),
    path("<int:account_id>/vai-tro/", views.role_new, name="role_new"),
    path("<int:account_id>/vai-tro/<int:grant_id>/thoi/", views.role_end, name="role_end"),
    path("<int:account_id>/dat-lai/", views.account_reset, name="account_reset"),
    path("<int:account_id>/hai-buoc/", sign_in.factors_reset, name="factors_reset"),
    path("<int:account_id>/phien/", sign_in.sessions_end, name="account_sessions_end"),
    path("<int:account_id>/khoa/<int:token_id>/", sign_in.token_end_below, name="token_end_below"),
    path("<int:account_id>/dong/", views.account_close, name="account_close"),
    path("<int:account_id>/mo/", views.account_reopen, name="account_reopen"),
]
