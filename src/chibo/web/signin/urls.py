"""Addresses of signing in."""

from django.urls import path

from chibo.web.signin import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("mat-khau/", views.change_password, name="change_password"),
    path("ngon-ngu/", views.set_language, name="set_language"),
]
