"""Addresses of dossiers: `/ho-so/…` for one and all, `/tham-dinh/…` for the officers' queues."""

from django.urls import path

from dossiers.views import (
    apology,
    attachment,
    custody,
    dossier,
    list_import,
    logbook,
    message,
    new_dossier,
    nominee,
    nominee_step,
    own_line,
    receipt,
    report,
    selection,
    supplement,
    takeover,
    trash,
    unit_paper,
    verdict,
)
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.workflow import DossierAction


app_name = "dossiers"

urlpatterns = [
    path("tham-dinh/", dossier.appraisal_queue, name="appraisal_queue"),
    path("tham-dinh/<slug:slug>/", dossier.appraisal_queue, name="queue"),
    path("ho-so/", dossier.dossier_list, name="list"),
    path("ho-so/moi/", new_dossier.create, name="create"),
    path("ho-so/thung-rac/", trash.trash, name="trash"),
    path("ho-so/so-theo-doi/", logbook.logbook, name="logbook"),
    path("ho-so/so-theo-doi/lap/", logbook.order, name="logbook_order"),
    path("ho-so/<slug:ref>/", dossier.dossier, name="dossier"),
    path("ho-so/<slug:ref>/sua/", dossier.edit, name="edit"),
    path("ho-so/<slug:ref>/xoa/", trash.trash_draft, name="delete"),
    path("ho-so/<slug:ref>/khoi-phuc/", trash.restore, name="restore"),
    path("ho-so/<slug:ref>/giay-tiep-nhan/", receipt.receipt, name="receipt"),
    path("ho-so/<slug:ref>/giay-tiep-nhan/lap/", receipt.order, name="receipt_order"),
    path("ho-so/<slug:ref>/giay-tiep-nhan/tep/", receipt.file, name="receipt_file"),
    path("ho-so/<slug:ref>/giay-tiep-nhan/tien-do/", receipt.progress, name="receipt_progress"),
    path("ho-so/<slug:ref>/danh-sach/them/", nominee.add, name="nominee_add"),
    path("ho-so/<slug:ref>/danh-sach/xep-ten/", nominee.sort, name="nominee_sort"),
    path("ho-so/<slug:ref>/danh-sach/hoan-tac/", nominee.bring_back, name="nominee_undo"),
    path(
        "ho-so/<slug:ref>/danh-sach/chon/hinh-thuc/", selection.give_award, name="selection_award"
    ),
    path("ho-so/<slug:ref>/danh-sach/chon/vi-tri/", selection.place, name="selection_place"),
    path("ho-so/<slug:ref>/danh-sach/chon/bo/", selection.remove, name="selection_remove"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/", nominee.edit, name="nominee_edit"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/doi-chieu/", nominee.settle, name="nominee_settle"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/viet-hoa/", nominee.capitals, name="nominee_name"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/xoa/", nominee.delete, name="nominee_delete"),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/len/",
        nominee.move,
        {"up": True},
        name="nominee_up",
    ),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/xuong/",
        nominee.move,
        {"up": False},
        name="nominee_down",
    ),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/rut/",
        nominee_step.step,
        {"slug": "rut"},
        name="remove_line",
    ),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/tam-dung/",
        nominee_step.step,
        {"slug": "tam-dung"},
        name="pause_line",
    ),
    path("ho-so/<slug:ref>/nhap-excel/", list_import.import_page, name="import"),
    path("ho-so/<slug:ref>/nhap-excel/mau.xlsx", list_import.import_template, name="template"),
    path("ho-so/<slug:ref>/nhap-excel/<int:pk>/", list_import.import_list, name="import_list"),
    path(
        "ho-so/<slug:ref>/nhap-excel/<int:pk>/tien-do/",
        list_import.import_progress,
        name="import_progress",
    ),
    path("ho-so/<slug:ref>/nhap-excel/<int:pk>/luu/", list_import.import_save, name="import_save"),
    path(
        "ho-so/<slug:ref>/nhap-excel/<int:pk>/can-sua.xlsx",
        list_import.import_marked,
        name="import_marked",
    ),
    path("ho-so/<slug:ref>/giay-to/", attachment.attachments, name="attachments"),
    path("ho-so/<slug:ref>/tep/", attachment.attach, name="attach"),
    path("ho-so/<slug:ref>/tep/<int:pk>/", attachment.attachment, name="attachment"),
    path("ho-so/<slug:ref>/tep/<int:pk>/tai/", attachment.download, name="download"),
    path(
        "ho-so/<slug:ref>/tep/<int:pk>/trang/<int:number>.png", attachment.picture, name="picture"
    ),
    path("ho-so/<slug:ref>/tep/<int:pk>/thay/", attachment.replace, name="replace"),
    path("ho-so/<slug:ref>/ca-ho-so.zip", attachment.bundle, name="bundle"),
    path("ho-so/<slug:ref>/tep/<int:pk>/xoa/", attachment.detach, name="detach"),
    path("ho-so/<slug:ref>/van-ban/", unit_paper.papers, name="papers"),
    path("ho-so/<slug:ref>/van-ban/so-ngay/", unit_paper.number_letter, name="number_letter"),
    path("ho-so/<slug:ref>/van-ban/cuoc-hop/", unit_paper.record_meeting, name="record_meeting"),
    path("ho-so/<slug:ref>/van-ban/soan/", unit_paper.write, name="paper_write"),
    path("ho-so/<slug:ref>/van-ban/soan-lai/", unit_paper.renew, name="paper_renew"),
    path("ho-so/<slug:ref>/van-ban/bao-cao/", report.reports, name="reports"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/", unit_paper.paper, name="paper"),
    path(
        "ho-so/<slug:ref>/van-ban/<int:pk>/tien-do/",
        unit_paper.paper_progress,
        name="paper_progress",
    ),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/sua/", unit_paper.reword, name="paper_wording"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/word/", unit_paper.word_file, name="paper_word"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/bo/", unit_paper.discard, name="paper_discard"),
    path("ho-so/<slug:ref>/xem-va-xac-nhan/", dossier.confirm_page, name="confirm_page"),
    path("ho-so/<slug:ref>/yeu-cau-bo-sung/", supplement.ask_more, name="ask_more"),
    path("ho-so/<slug:ref>/bo-sung/", supplement.answer, name="answer"),
    path("ho-so/<slug:ref>/bo-sung/xong/", supplement.mark_ready, name="mark_ready"),
    path("ho-so/<slug:ref>/bo-sung/sua-tiep/", supplement.write_on, name="write_on"),
    path("ho-so/<slug:ref>/kiem-soat/", custody.custody, name="custody"),
    path("ho-so/<slug:ref>/kiem-soat/lap/", custody.order, name="custody_order"),
    path("ho-so/<slug:ref>/xin-loi-hen-lai/", apology.apologise, name="apologise"),
    path("ho-so/<slug:ref>/trao-doi/", message.write, name="message"),
    path("ho-so/<slug:ref>/nhan-ke-thua/", takeover.take_over, name="take_over"),
    path("ho-so/<slug:ref>/cung-ten/<int:pk>/", own_line.answer, name="own_line"),
    path("ho-so/<slug:ref>/y-kien/", verdict.give_verdicts, name="give_verdicts"),
    path("ho-so/<slug:ref>/y-kien/lay-lai/", verdict.take_back_rest, name="take_back_rest"),
    path("ho-so/<slug:ref>/khong-khen/", verdict.decline_lines, name="decline_lines"),
    *(
        path(
            f"ho-so/<slug:ref>/{step.slug}/",
            dossier.confirm if step.action == DossierAction.CONFIRM else dossier.step,
            {"slug": step.slug},
            name=step.action.value,
        )
        for step in DOSSIER_STEPS.rows
        if step.call
    ),
]
