"""What a page warns of leads to the rule it leans on."""

from datetime import date

import pytest
from django.urls import reverse

from chibo.areas.indicators.actions import fold
from tests.factories import a_cell, a_commune, a_province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-21")


@pytest.fixture
def commune():
    commune = a_commune(a_province())
    a_cell(commune)
    fold(today=date(2026, 11, 21))
    return commune


def _main(page):
    return page.content.decode().rpartition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("name", ["overview_unit", "without_meeting"])
def test_a_cell_that_has_not_met_leads_to_the_rule_of_every_month(sign_in, commune, name):
    page = _main(sign_in("superior", commune).get(reverse(name, args=[commune.pk])))
    assert "Còn 9 ngày là hết tháng." in page
    address = reverse("rule_pack", args=["meetings-hd42-2025"])
    assert f'<a href="{address}#regular-per-month">' in page


@pytest.mark.parametrize("name", ["overseers", "unit_overseers"])
def test_a_unit_nobody_follows_leads_to_the_document_that_asks_for_it(sign_in, commune, name):
    page = _main(sign_in("superior", commune.parent).get(reverse(name, args=[commune.pk])))
    assert f'<a href="{reverse("rule_pack", args=["meetings-hd42-2025"])}">' in page
