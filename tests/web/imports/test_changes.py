"""What an import changed, record by record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.areas.access.queries import actor_of
from chibo.areas.exchange import actions
from chibo.areas.exchange.models import ImportBatch
from chibo.areas.organisation.models import Unit
from tests.factories import a_cell, a_commune, a_member, an_account
from tests.factories.workbooks import MEMBER_HEADINGS, NOW, a_workbook

pytestmark = pytest.mark.django_db
HEADINGS = [*MEMBER_HEADINGS, "Dân tộc"]


@pytest.fixture
def commune(settings: Any) -> Unit:
    settings.CHIBO_JOBS = "inline"
    return a_commune(code="52")


def taken(commune: Unit, rows: list[list[Any]]) -> ImportBatch:
    clerk = actor_of(an_account("clerk", commune), NOW.date())
    content = a_workbook({"Đảng viên": [HEADINGS, *rows]})
    batch = actions.upload(actor=clerk, unit=commune, files=[("a.xlsx", content)], now=NOW)
    return actions.take(actor=clerk, batch_id=batch.pk, now=NOW)


def row(code: str, name: str, cell: str, people: str = "") -> list[Any]:
    return [code, name, "Nam", "01/01/1980", "", cell, "19/05/2010", "19/05/2011", "", "", people]


def test_changed_fields_stand_before_and_after_with_constant_queries(
    sign_in: Callable[..., Client], commune: Unit, django_assert_num_queries: Any
) -> None:
    east, west = a_cell(commune, code="1"), a_cell(commune, "Chi bộ thôn Tây", code="2")
    for number in range(40):
        a_member(east, "Lê Văn An", code=f"M{number:02d}", born_on=date(1980, 1, 1))
    client = sign_in("clerk", commune)

    def shown(batch: ImportBatch, **query: str) -> str:
        with django_assert_num_queries(7):  # one of them writes who read it into the trail
            page = client.get(reverse("import_changes", args=[batch.pk]), query)
        shown.after = page.context["next_after"]  # type: ignore[attr-defined]
        return str(page.content.decode())

    few = shown(
        taken(commune, [row("M00", "Lê Văn Ân", west.code, "Kinh"), row("X", "Y Thử", "1")])
    )
    assert "Họ và tên: Lê Văn An → Lê Văn Ân" in few
    assert "Mã chi bộ: Chi bộ thôn Đông → Chi bộ thôn Tây" in few
    assert "Dân tộc: (để trống) → Kinh" in few
    assert "Y Thử · X" in few
    assert "name_key" not in few
    many = taken(commune, [row(f"M{n:02d}", "Lê Văn Bình", east.code) for n in range(1, 40)])
    first = shown(many)
    rest = shown(many, sau=shown.after)  # type: ignore[attr-defined]
    assert first.count("→ Lê Văn Bình") + rest.count("→ Lê Văn Bình") == 39
    link = reverse("import_changes", args=[many.pk])
    assert link in client.get(reverse("import_batch", args=[many.pk])).content.decode()


def test_ethnicity_and_numbers_are_for_the_registry_clerk(
    sign_in: Callable[..., Client], commune: Unit
) -> None:
    a_member(a_cell(commune, code="1"), "Lê Văn An", code="M", born_on=date(1980, 1, 1))
    batch = taken(commune, [row("M", "Lê Văn An", "1", "Ba Na")])
    address = reverse("import_changes", args=[batch.pk])
    assert "Ba Na" in sign_in("clerk", commune).get(address).content.decode()
    hidden = sign_in("administrator", commune).get(address).content.decode()
    assert "Ba Na" not in hidden
    assert "Dân tộc: ••• → •••" in hidden
    assert sign_in("clerk", a_commune()).get(address).status_code == 404
