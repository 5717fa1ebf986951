"""Addresses of dues."""

from django.urls import path

from chibo.web.dues import body, month, own, payments, rates

urlpatterns = [
    path("dang-phi/", month.dues, name="dues"),
    path("dang-phi/chi-bo/<int:unit_id>/<str:month>/", month.dues_month, name="dues_month"),
    path("dang-phi/chi-bo/<int:unit_id>/<str:month>/lap/", month.open_sheet, name="dues_open"),
    path("dang-phi/so/<int:sheet_id>/cap-nhat/", month.refresh, name="dues_refresh"),
    path("dang-phi/so/<int:sheet_id>/nop-het/", month.pay_all, name="dues_pay_all"),
    path("dang-phi/so/<int:sheet_id>/khoa/", month.close, name="dues_close"),
    path("dang-phi/so/<int:sheet_id>/mo-lai/", month.reopen, name="dues_reopen"),
    path("dang-phi/so/<int:sheet_id>/nhan/", month.hand_over, name="dues_hand_over"),
    path("dang-phi/so/<int:sheet_id>/danh-sach.docx", payments.list_paper, name="dues_list_paper"),
    path("dang-phi/so/<int:book_id>/khoan/<int:entry_id>/", payments.pay, name="dues_pay"),
    path(
        "dang-phi/so/<int:book_id>/khoan/<int:entry_id>/so-khac/",
        payments.pay_other,
        name="dues_pay_other",
    ),
    path("dang-phi/lan-nop/<int:payment_id>/sua/", payments.correct, name="dues_payment_correct"),
    path(
        "dang-phi/lan-nop/<int:payment_id>/rut/", payments.take_back, name="dues_payment_take_back"
    ),
    path("dang-phi/lan-nop/<int:payment_id>/phieu-thu.docx", payments.receipt, name="dues_receipt"),
    path("dang-vien/<int:member_id>/dang-phi/", rates.member_rate, name="dues_rate"),
    path("dang-phi/don-vi/<int:unit_id>/", body.dues_body, name="dues_body"),
    path("dang-phi/don-vi/<int:unit_id>/muc-trich/", body.lay_down, name="dues_settings"),
    path("cua-toi/dang-phi/", own.own_dues, name="own_dues"),
]
