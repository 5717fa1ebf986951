"""The addresses the frame links to, without the pages behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    """Nothing."""
    return HttpResponse()


NAMES = {
    "": "home",
    "dang-nhap/": "sign_in",
    "dang-xuat/": "sign_out",
    "tim/": "search",
    "vai-tro/": "switch_role",
    "mat-khau/": "change_password",
    "ngon-ngu/": "set_language",
    "thong-bao/": "notices",
    "thong-bao/chuong/": "notices_bell",
}
urlpatterns = [path(address, page, name=name) for address, name in NAMES.items()]
