"""What a phone has to fetch before the first page stands."""

import re

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from lxml import html

from chibo.web.middleware.pack import PackStatic

PACKED = {"Accept-Encoding": "gzip"}


def fetched(address: str) -> int:
    answer = Client().get(address, headers=PACKED)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Encoding"] == "gzip", address
    return len(answer.getvalue())


def test_styles_and_scripts_of_a_page_stay_within_their_budget_over_the_wire() -> None:
    page = html.document_fromstring(engines["django"].get_template("base.html").render())
    styles = page.xpath("//link[@rel='stylesheet']/@href")
    scripts = page.xpath("//script/@src")
    main = next(address for address in scripts if address.endswith("/main.js"))
    text = Client().get(main).getvalue().decode()
    modules = {main.replace("main.js", name) for name in re.findall(r'"\./([a-z]+\.js)"', text)}
    assert sum(fetched(address) for address in styles) <= 40_000
    assert sum(fetched(address) for address in {*scripts, *modules}) <= 75_000


def test_pages_are_never_packed() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("Chi bộ " * 500)

    answer = PackStatic(page)(RequestFactory().get("/thang-nay/", headers=PACKED))
    assert "Content-Encoding" not in answer.headers
