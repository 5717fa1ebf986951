"""On a server that keeps only figures, pages of records say where the records are."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from chibo.web.middleware.elsewhere import IN_PROVINCE, OF_PAGES, RUN_HERE
from tests.factories import a_cell, a_commune, a_province, an_account

pytestmark = pytest.mark.django_db
SENTENCE = "Không có số liệu ở đây: trang này lập từ hồ sơ, ở máy chủ của tỉnh."


def views(resolver: URLResolver) -> list[object]:
    found: list[object] = []
    for each in resolver.url_patterns:
        found += [each.callback] if isinstance(each, URLPattern) else views(each)
    return found


def test_every_folder_of_pages_runs_there_or_says_that_its_records_are_in_the_province() -> None:
    """A new folder is one of records until somebody says otherwise."""
    modules = {view.__module__ for view in views(get_resolver())}  # type: ignore[attr-defined]
    pages = {each.removeprefix(OF_PAGES) for each in modules if each.startswith(OF_PAGES)}
    folders = {each.partition(".")[0] for each in pages}
    assert folders >= RUN_HERE - {"components", "middleware"}
    assert modules >= IN_PROVINCE
    for of_records in ("training", "places", "radar", "periodic", "members", "month", "deadlines"):
        assert of_records in folders - RUN_HERE


def test_a_page_a_script_and_a_form_are_told_and_nothing_is_offered_that_does_not_run(
    settings: object, client: Client
) -> None:
    province = a_province()
    cell = a_cell(a_commune(province))
    client.force_login(an_account("superior", province))
    places = reverse("places", args=[province.pk])
    assert SENTENCE not in client.get(places).content.decode()
    settings.CHIBO_KEEPS = "figures"  # type: ignore[attr-defined]
    page = client.get(places)
    assert (page.status_code, SENTENCE in page.content.decode()) == (400, True)
    begin = reverse("periodic_begin", args=[cell.pk])
    assert client.post(begin, {"form": "month"}).status_code == 302
    overview = client.get(reverse("overview_unit", args=[province.pk]))
    shown = overview.content.decode()
    assert overview.status_code == 200
    assert "số đã chốt ở máy chủ của tỉnh" in shown
    assert reverse("deadlines") not in shown.partition("<main")[0]
