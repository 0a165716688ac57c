"""Addresses of dossiers: `/ho-so/…` for one and all, `/tham-dinh/…` for the officers' queues."""

from django.urls import path

from dossiers.views import (
    excel,
    files,
    messages,
    nominees,
    opening,
    pages,
    paper_desk,
    papers,
    pauses,
    steps,
    supplements,
    trash,
)
from dossiers.workflow import DossierAction as D


app_name = "dossiers"

# Steps that ask for no more than a reason; the name of the address is the step.
_STEPS = {
    D.HAND_OVER: "chuyen-thu-truong",
    D.TAKE_BACK: "lay-lai",
    D.SEND_BACK: "tra-lai",
    D.RECALL: "thu-hoi",
    D.WITHDRAW: "rut-ho-so",
    D.RECEIVE: "tiep-nhan",
    D.REFUSE: "tu-choi",
    D.FINISH: "ket-luan",
    D.REOPEN: "mo-lai",
    D.DELIVER: "tra-ket-qua",
}

urlpatterns = [
    path("tham-dinh/", pages.appraisal_queue, name="appraisal_queue"),
    path("tham-dinh/<slug:slug>/", pages.appraisal_queue, name="queue"),
    path("ho-so/", pages.dossier_list, name="list"),
    path("ho-so/moi/", opening.create, name="create"),
    path("ho-so/thung-rac/", trash.trash, name="trash"),
    path("ho-so/<slug:ref>/", pages.dossier, name="dossier"),
    path("ho-so/<slug:ref>/sua/", pages.edit, name="edit"),
    path("ho-so/<slug:ref>/xoa/", trash.trash_draft, name="delete"),
    path("ho-so/<slug:ref>/khoi-phuc/", trash.restore, name="restore"),
    path("ho-so/<slug:ref>/giay-tiep-nhan/", pages.receipt, name="receipt"),
    path("ho-so/<slug:ref>/danh-sach/them/", nominees.add, name="nominee_add"),
    path("ho-so/<slug:ref>/danh-sach/xep-ten/", nominees.sort, name="nominee_sort"),
    path("ho-so/<slug:ref>/danh-sach/hoan-tac/", nominees.bring_back, name="nominee_undo"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/", nominees.edit, name="nominee_edit"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/doi-chieu/", nominees.settle, name="nominee_settle"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/xoa/", nominees.delete, name="nominee_delete"),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/len/",
        nominees.move,
        {"up": True},
        name="nominee_up",
    ),
    path(
        "ho-so/<slug:ref>/danh-sach/<int:pk>/xuong/",
        nominees.move,
        {"up": False},
        name="nominee_down",
    ),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/rut/", steps.remove_line, name="remove_line"),
    path("ho-so/<slug:ref>/danh-sach/<int:pk>/tam-dung/", pauses.pause_line, name="pause_line"),
    path("ho-so/<slug:ref>/nhap-excel/", excel.import_page, name="import"),
    path("ho-so/<slug:ref>/nhap-excel/mau.xlsx", excel.import_template, name="template"),
    path("ho-so/<slug:ref>/nhap-excel/<int:pk>/", excel.import_list, name="import_list"),
    path(
        "ho-so/<slug:ref>/nhap-excel/<int:pk>/tien-do/",
        excel.import_progress,
        name="import_progress",
    ),
    path("ho-so/<slug:ref>/nhap-excel/<int:pk>/luu/", excel.import_save, name="import_save"),
    path(
        "ho-so/<slug:ref>/nhap-excel/<int:pk>/can-sua.xlsx",
        excel.import_marked,
        name="import_marked",
    ),
    path("ho-so/<slug:ref>/tep/", files.attach, name="attach"),
    path("ho-so/<slug:ref>/tep/<int:pk>/", files.attachment, name="attachment"),
    path("ho-so/<slug:ref>/tep/<int:pk>/tai/", files.download, name="download"),
    path("ho-so/<slug:ref>/tep/<int:pk>/trang/<int:number>.png", files.picture, name="picture"),
    path("ho-so/<slug:ref>/tep/<int:pk>/thay/", files.replace, name="replace"),
    path("ho-so/<slug:ref>/ca-ho-so.zip", files.bundle, name="bundle"),
    path("ho-so/<slug:ref>/tep/<int:pk>/xoa/", files.detach, name="detach"),
    path("ho-so/<slug:ref>/van-ban/", paper_desk.papers, name="papers"),
    path("ho-so/<slug:ref>/van-ban/so-ngay/", paper_desk.number_letter, name="number_letter"),
    path("ho-so/<slug:ref>/van-ban/cuoc-hop/", paper_desk.record_meeting, name="record_meeting"),
    path("ho-so/<slug:ref>/van-ban/soan/", papers.write, name="paper_write"),
    path("ho-so/<slug:ref>/van-ban/soan-lai/", papers.renew, name="paper_renew"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/", papers.paper, name="paper"),
    path(
        "ho-so/<slug:ref>/van-ban/<int:pk>/tien-do/", papers.paper_progress, name="paper_progress"
    ),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/sua/", papers.reword, name="paper_wording"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/word/", papers.word_file, name="paper_word"),
    path("ho-so/<slug:ref>/van-ban/<int:pk>/bo/", papers.discard, name="paper_discard"),
    path("ho-so/<slug:ref>/xem-va-xac-nhan/", pages.confirm_page, name="confirm_page"),
    path("ho-so/<slug:ref>/xac-nhan/", steps.confirm, name="confirm"),
    path("ho-so/<slug:ref>/yeu-cau-bo-sung/", supplements.ask_more, name="ask_more"),
    path("ho-so/<slug:ref>/bo-sung/", supplements.answer, name="answer"),
    path("ho-so/<slug:ref>/bo-sung/xong/", supplements.mark_ready, name="mark_ready"),
    path("ho-so/<slug:ref>/bo-sung/sua-tiep/", supplements.write_on, name="write_on"),
    path("ho-so/<slug:ref>/trao-doi/", messages.write, name="message"),
    path("ho-so/<slug:ref>/phan-cong/", steps.assign, name="assign"),
    path("ho-so/<slug:ref>/y-kien/", steps.give_verdicts, name="give_verdicts"),
    path("ho-so/<slug:ref>/khong-khen/", steps.decline_lines, name="decline_lines"),
    *(
        path(
            f"ho-so/<slug:ref>/{slug}/",
            steps.take_step,
            {"action": action.value},
            name=action.value,
        )
        for action, slug in _STEPS.items()
    ),
]
