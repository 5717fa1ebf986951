"""The pages "Quy định": what governs on a day, and where a reason leads."""

import re
from datetime import date, time

import pytest
from django.urls import reverse

from chibo.regulations import current
from chibo.web.templatetags._rules import rule_links
from tests.factories import a_cell, a_commune, a_held_meeting, a_member, a_province

pytestmark = pytest.mark.django_db


def test_anybody_signed_in_reads_the_chains_as_of_today(sign_in, today_is):
    today_is("2026-11-21")
    cell = a_cell(a_commune())
    page = sign_in("member", cell, a_member(cell)).get(reverse("rules")).content.decode()
    assert "208-QĐ/TW" in page
    assert "chưa đối chiếu toàn văn" in page
    assert reverse("rule_pack", args=["organisation-208-2026"]) in page


@pytest.mark.parametrize(
    ("asked", "pack_id"),
    [
        ("2025-06-30", "organisation-24-2021"),
        ("30/06/2025", "organisation-24-2021"),
        ("2025-07-01", "organisation-294-2025"),
        ("2026-07-26", "organisation-208-2026"),
    ],
)
def test_the_address_keeps_the_day_whose_rules_are_looked_at(sign_in, asked, pack_id):
    page = sign_in("clerk", a_province()).get(reverse("rules"), {"ngay": asked})
    rows = {row.chain.code: row for row in page.context["used"]}
    assert rows["organisation"].pack.id == pack_id
    assert "Đang xem quy định tại ngày" in page.content.decode()


def test_nonsense_in_the_address_shows_today(sign_in, today_is):
    today_is("2026-11-21")
    page = sign_in("clerk", a_province()).get(reverse("rules"), {"ngay": "hôm qua"})
    assert page.context["on"] == date(2026, 11, 21)


def test_every_pack_has_a_page_with_all_its_rules_and_asks_the_database_nothing_for_them(
    sign_in, django_assert_max_num_queries
):
    client = sign_in("clerk", a_province())
    for pack in current().packs:
        with django_assert_max_num_queries(4):
            page = client.get(reverse("rule_pack", args=[pack.id])).content.decode()
        assert pack.number in page
        assert pack.source.evidence_words in page


def test_a_pack_says_what_it_replaced_and_what_replaced_it(sign_in):
    page = sign_in("clerk", a_province()).get(reverse("rule_pack", args=["organisation-294-2025"]))
    assert page.context["previous"].id == "organisation-24-2021"
    assert page.context["following"].id == "organisation-208-2026"


def test_an_unknown_pack_is_refused_with_what_to_do(sign_in):
    page = sign_in("clerk", a_province()).get(reverse("rule_pack", args=["fees-1930"]))
    assert page.status_code == 404
    assert "Hãy chọn một văn bản" in page.content.decode()


def test_why_a_meeting_was_too_short_leads_to_the_rule(sign_in):
    commune = a_commune()
    meeting = a_held_meeting(a_cell(commune), starts_at=time(19), ends_at=time(20))
    page = sign_in("clerk", commune).get(reverse("meeting_record", args=[meeting.pk]))
    link = re.search(r'href="(/quy-dinh/[^"#]+)#([^"]+)"', page.content.decode())
    assert link is not None
    shown = sign_in("clerk", commune).get(link[1]).content.decode()
    assert f'id="{link[2]}"' in shown
    assert "minimum-minutes-regular" in link[2]


def test_a_stored_sentence_that_names_its_source_becomes_a_link_and_nothing_else_does():
    told = "Căn cứ: QĐ 294-QĐ/TW, số đảng viên chính thức để lập tổ chức đảng. <b>"
    shown = rule_links(told)
    assert 'href="/quy-dinh/organisation-294-2025/#found-full-members"' in shown
    assert "&lt;b&gt;" in shown
    assert rule_links("Không có căn cứ.") == "Không có căn cứ."
