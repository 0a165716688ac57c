"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả: an A5 paper, made at reception, printed by «In»."""

import io

import pdfplumber
import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.queries import receipt as receipt_queries
from dossiers.services import receipt as receipt_services
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core.models import Reading
from nganam_awards.documents import rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.registry import kind_of
from nganam_awards.documents.tasks import render
from tests.documents.test_ruler import mm
from tests.factories.dossiers import DossierFactory


pytestmark = pytest.mark.django_db


def url(name, dossier):
    return reverse(f"dossiers:{name}", args=[dossier.ref])


def rendered(dossier):
    render(receipt_queries.of(dossier).pk)
    return receipt_queries.of(dossier)


def test_reception_orders_it_with_what_the_form_asks(town, settings):
    settings.PORTAL_ADDRESS = "https://thidua.example.vn/"
    dossier = town.received()
    document = receipt_queries.of(dossier)
    words = document.context
    told = dict([*words["facts"], *words["times"]])
    assert (document.symbol, document.is_draft) == (dossier.one_stop_code, False)
    assert told["Tiếp nhận hồ sơ của"] == town.ward.name
    assert told["Nội dung yêu cầu giải quyết"] == f"{dossier.title}; 01 cá nhân"
    assert told["Thời gian giải quyết hồ sơ theo quy định"] == "10 ngày làm việc"
    assert told["Thời gian nhận hồ sơ"].endswith("ngày 20 tháng 11 năm 2023")
    assert told["Thời gian trả kết quả giải quyết hồ sơ"] == "ngày 04 tháng 12 năm 2023"
    assert told["Nhận kết quả tại"] == (
        "Hệ thống thông tin Một cửa điện tử thị xã (https://thidua.example.vn)"
    )
    assert words["parts"]
    assert words["left"]["name"] == town.head.full_name
    assert words["signature"]["name"] == town.officer.full_name


def test_a_refused_reception_leaves_no_receipt(town):
    dossier = town.filed()
    dossier_transitions.refuse(dossier, by=town.officer, note="Sai loại hình.")
    assert not Document.objects.filter(kind=receipt_queries.RECEIPT).exists()


def test_it_is_one_a5_page_inside_its_margins(town):
    with rendered(town.received()).file.open("rb") as file:
        content = file.read()
    with pdfplumber.open(io.BytesIO(content)) as paper:
        (page,) = paper.pages
        chars = [char for char in page.chars if char["text"].strip()]
        text = page.extract_text()
    assert (round(mm(page.width)), round(mm(page.height))) == (148, 210)
    assert mm(min(char["x0"] for char in chars)) >= 14.9
    assert mm(page.width - max(char["x1"] for char in chars)) >= 11.9
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Số: 231120-0001/TNHS",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
    ):
        assert words in text
    assert "Mã tra cứu" not in text


def test_the_page_waits_then_offers_in_and_the_reader_opens_it(town, client_of):
    dossier = town.received()
    client = client_of(town.clerk)
    waiting = client.get(url("receipt", dossier)).text
    assert "Văn bản đang chờ đến lượt kết xuất" in waiting
    assert url("receipt_file", dossier) not in waiting
    assert client.get(url("receipt_file", dossier)).status_code == 404
    document = rendered(dossier)
    page = client.get(url("receipt_progress", dossier)).text
    assert url("receipt_file", dossier) in page
    answer = client.get(url("receipt_file", dossier))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert f"{dossier.ref}.pdf" in answer["Content-Disposition"]
    with document.file.open("rb") as kept:
        assert b"".join(answer.streaming_content) == kept.read()


def test_one_received_by_an_earlier_release_is_made_when_somebody_asks_once(town, client_of):
    dossier = DossierFactory(received=True, unit=town.ward, plan=town.plan)
    client = client_of(town.clerk)
    assert "Lập giấy tiếp nhận" in client.get(url("receipt", dossier)).text
    for _ in range(2):
        assert client.post(url("receipt_order", dossier)).url == url("receipt", dossier)
    document = Document.objects.get(kind=receipt_queries.RECEIPT)
    assert receipt_queries.of(dossier) == document


def test_another_day_is_another_paper(town):
    dossier = town.received()
    first = receipt_queries.of(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(due_on="2023-12-11")
    dossier.refresh_from_db()
    assert receipt_queries.of(dossier) is None
    second = receipt_services.order_for(dossier)
    assert second != first
    assert "11 tháng 12" in str(second.context["times"])


def test_who_sees_the_dossier_reads_it_and_nobody_else(town, client_of):
    dossier = town.received()
    document = rendered(dossier)
    assert rules.can_read(town.clerk, document)
    assert rules.can_read(town.officer, document)
    assert not rules.can_read(town.stranger, document)
    for name in ("receipt", "receipt_file", "receipt_progress"):
        assert client_of(town.stranger).get(url(name, dossier)).status_code == 404
    assert client_of(town.stranger).post(url("receipt_order", dossier)).status_code == 404
    assert kind_of(document).origin(document) == (dossier.ref, dossier.get_absolute_url())
    assert b"".join(client_of(town.officer).get(url("receipt_file", dossier)).streaming_content)
    assert Reading.objects.of(document).get().user == town.officer
