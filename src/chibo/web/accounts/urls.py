"""Addresses of accounts."""

from django.urls import path

from chibo.web.accounts import list_views, roles, sign_in, views

urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("moi/", views.account_new, name="account_new"),
    path("danh-sach/", list_views.accounts_from_list, name="accounts_from_list"),
    path("vai-tro/", roles.roles_table, name="roles_table"),
    path("phieu/", views.account_slips, name="account_slips"),
    path("<int:account_id>/", views.account, name="account"),
    path("<int:account_id>/vai-tro/", views.role_new, name="role_new"),
    path("<int:account_id>/vai-tro/<int:grant_id>/thoi/", views.role_end, name="role_end"),
    path("<int:account_id>/dat-lai/", views.account_reset, name="account_reset"),
    path("<int:account_id>/hai-buoc/", sign_in.factors_reset, name="factors_reset"),
    path("<int:account_id>/phien/", sign_in.sessions_end, name="account_sessions_end"),
    path("<int:account_id>/dong/", views.account_close, name="account_close"),
    path("<int:account_id>/mo/", views.account_reopen, name="account_reopen"),
]
