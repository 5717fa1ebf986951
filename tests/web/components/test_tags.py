"""The tags of every page."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import ERROR, SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from lxml import html

from chibo.core.periods import Month
from chibo.web.components.fields import DayField
from chibo.web.components.frame import STEP_LABELS, Step
from chibo.web.templatetags import _figures as figures


def render(source: str, **context: Any) -> html.HtmlElement:
    template = engines["django"].from_string("{% load chibo %}" + source)
    return html.fromstring(f"<div>{template.render(context)}</div>")


class MeetingForm(forms.Form):
    held_on = DayField(label="Ngày họp", help_text="Ví dụ 05/11/2026")
    kind = forms.ChoiceField(
        label="Loại", choices=[("a", "Thường kỳ"), ("b", "Chuyên đề")], widget=forms.RadioSelect
    )
    place = forms.CharField(label="Địa điểm", required=False)
    read_out = forms.BooleanField(label="Đã đọc biên bản", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_a_field_is_tied_to_its_help_to_what_it_fills_and_to_its_error() -> None:
    form = MeetingForm({"held_on": "2024"})
    page = render("{% field form.held_on fills='biên bản' %}", form=form)
    described = page.xpath("//input/@aria-describedby")[0].split()
    texts = [page.xpath(f"//*[@id='{name}']")[0].text_content() for name in described]
    assert texts[:2] == ["Ví dụ 05/11/2026", "điền vào: biên bản"]
    assert texts[2].startswith("Hãy gõ ngày")
    assert page.xpath("//input/@aria-invalid") == ["true"]
    assert page.xpath("//label/@for") == page.xpath("//input/@id")


def test_only_what_may_be_left_empty_is_marked() -> None:
    page = render("{% field form.held_on %}{% field form.place %}", form=MeetingForm())
    assert page.xpath("//*[@class='optional']/text()") == ["(không bắt buộc)"]


def test_a_choice_is_a_group_with_a_legend() -> None:
    page = render("{% field form.kind %}", form=MeetingForm())
    assert page.xpath("//fieldset/legend")[0].text_content().strip() == "Loại"
    assert len(page.xpath("//fieldset//label/input[@type='radio']")) == 2


def test_a_tick_stands_before_its_words() -> None:
    label = render("{% field form.read_out %}", form=MeetingForm()).xpath("//label")[0]
    assert [child.tag for child in label] == ["input", "span"]


def test_the_summary_leads_to_each_field_and_names_what_hidden_fields_refuse() -> None:
    form = MeetingForm({"held_on": "2024", "version": "x"})
    page = render("{% form_errors form %}", form=form)
    assert page.xpath("//a/@href") == ["#id_held_on", "#id_kind_0"]
    assert "có 3 chỗ cần sửa" in page.xpath("//h2")[0].text_content()
    assert len(page.xpath("//li")) == 3


def test_a_form_without_errors_has_no_summary() -> None:
    assert render("{% form_errors form %}", form=MeetingForm()).text_content().strip() == ""


def test_once_is_new_each_time_unless_a_value_is_given() -> None:
    page = render("{% once %}{% once %}{% once 'm1' %}")
    values = page.xpath("//input[@name='once']/@value")
    assert len(set(values)) == 3
    assert values[2] == "m1"


def test_a_post_button_carries_token_mark_and_hidden_fields() -> None:
    page = render("{% post_button '/mo/' 'Mở lại' kind='quiet' reason='a' %}", csrf_token="token")
    fields = {field.get("name"): field.get("value") for field in page.xpath("//input")}
    assert fields["csrfmiddlewaretoken"] == "token"
    assert fields["reason"] == "a"
    assert fields["once"]
    assert page.xpath("//button/@class") == ["button quiet"]


def test_notices_carry_undo_and_the_draft_that_was_saved() -> None:
    saved = Message(SUCCESS, "Đã lưu.", extra_tags="undo=/lui/ draft=minutes:3")
    page = render("{% notices %}", messages=[saved, Message(ERROR, "<b>Không</b>")])
    first, second = page.xpath("//*[starts-with(@class, 'notice notice-')]")
    assert first.get("data-saved-draft") == "minutes:3"
    assert first.xpath(".//form/@action") == ["/lui/"]
    assert (second.get("role"), second.xpath("./p")[0].text) == ("alert", "<b>Không</b>")


def test_a_notice_in_a_page_keeps_its_own_html() -> None:
    page = render("{% notice 'warning' %}<p>Xoá {{ name }}</p>{% endnotice %}", name="<i>")
    assert page.xpath("//*[@class='notice notice-warning']//p")[0].text == "Xoá <i>"


def test_crumbs_take_pairs_lists_and_end_with_this_page() -> None:
    trail = [("Tỉnh", "/u/1/"), ("Xã", "/u/2/")]
    page = render("{% crumbs 'Tổng quan' '/' trail 'Họp' %}", trail=trail)
    assert page.xpath("//a/@href") == ["/", "/u/1/", "/u/2/"]
    assert page.xpath("//*[@aria-current='page']/text()") == ["Họp"]


def test_why_shows_a_sentence_with_its_source_and_nothing_without_one() -> None:
    reason = SimpleNamespace(sentence="Ít nhất 90 phút.", source="HD 42-HD/BTCTW")
    page = render("{% why reason %}{% why empty %}", reason=reason, empty=None)
    assert len(page.xpath("//details")) == 1
    assert page.xpath("//p[@class='source']")[0].text_content() == "Nguồn: HD 42-HD/BTCTW"


def test_steps_say_their_state_in_words_and_only_open_ones_are_links() -> None:
    steps = [
        Step(str(STEP_LABELS[0]), "/1/", "done"),
        Step(str(STEP_LABELS[1]), "/2/", "current", "Còn 2 người"),
        Step(str(STEP_LABELS[2]), "", "later"),
    ]
    page = render("{% stepper steps tall=True %}", steps=steps)
    assert page.xpath("//*[@class='state']/text()") == ["xong", "đang làm", "chưa tới"]
    assert page.xpath("//a[@aria-current='step']/@href") == ["/2/"]
    assert page.xpath("//li[3]/a") == []


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(120), 50).page(2)
    request = RequestFactory().get("/ds/?q=an&trang=2")
    links = render("{% pagination page %}", page=page, request=request)
    assert links.xpath("//a/@href") == ["?q=an&trang=1", "?q=an&trang=3"]
    assert "từ 51 đến 100 trong 120" in links.text_content()


def test_a_list_of_one_page_has_no_links() -> None:
    page = Paginator(range(3), 50).page(1)
    assert render("{% pagination page %}", page=page).text_content().strip() == ""


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (figures.dmy(date(2026, 2, 5)), "05/02/2026"),
        (figures.dmy(datetime(2026, 2, 4, 18, tzinfo=UTC)), "05/02/2026"),
        (figures.dmy(None), ""),
        (figures.hm(time(7, 5)), "07:05"),
        (figures.hm(datetime(2026, 2, 4, 18, tzinfo=UTC)), "01:00"),
        (figures.dmy_hm(datetime(2026, 2, 4, 18, tzinfo=UTC)), "01:00 ngày 05/02/2026"),
        (figures.vn_number(1234), "1.234"),
        (figures.vn_number(Decimal("4.50")), "4,5"),
        (figures.pct(Decimal("64.2857")), "64,3%"),
        (figures.pct(0), "0,0%"),
        (figures.pct(None), "chưa có số liệu"),
        (figures.month_label(Month(2026, 2)), "Tháng 02/2026"),
        (figures.month_label(date(2026, 2, 5)), "Tháng 02/2026"),
        (figures.month_label("2026-11"), "Tháng 11/2026"),
    ],
)
def test_figures_are_written_as_people_here_write_them(shown: str, expected: str) -> None:
    assert shown == expected
