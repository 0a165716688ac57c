"""Lines that need no register: papers, lists from Excel, one big dossier, the list of plans."""

from collections.abc import Callable
from pathlib import Path

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from decisions import transitions as decisions
from dossiers.enums import ImportStage, PaperType
from dossiers.models import Dossier, ListImport
from dossiers.papers.docx import word_copy
from dossiers.services import list_import as list_import_services, unit_paper as unit_paper_services
from honourees.queries.match import Candidate
from honourees.services.honouree import find_or_enter
from law.models import AwardType
from nganam_awards.documents import tasks
from nganam_awards.documents.services import order
from tests.bench.line import Call, line, look
from tests.documents.samples import decision as sample_decision, people
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory


DATA = Path(__file__).parents[1] / "data"
PLANS = 400


@line(is_used_up=True)
def issue_300_ms() -> Call:
    """Approve and issue a decision of 300 nominations: one transaction."""
    plan = AwardPlanFactory(approved=True, persons=300)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    rows = NominationFactory.create_batch(
        300,
        dossier=dossier,
        recommended=True,
        birth_year=factory.Sequence(lambda n: 1940 + n % 59),  # nobody of one name is asked twice
    )
    decision = DecisionFactory(submitted=True, nominations=rows, dossier=dossier)
    seen, by = fingerprint(decision), chairman()
    return lambda: decisions.approve(decision, by=by, fingerprint=seen)


@line(is_used_up=True)
def decision_pdf_1() -> Call:
    """The file and page pictures of a decision of one page, as the worker makes them."""
    return _paper(sample_decision(annexes=[]))


@line(runs=3, is_used_up=True)
def decision_pdf_300() -> Call:
    """The same for an annex of three hundred names."""
    return _paper(sample_decision(people=people(300)))


@line(runs=3, is_used_up=True)
def decision_pdf_1000() -> Call:
    """The same for an annex of a thousand names."""
    return _paper(sample_decision(people=people(1000)))


@line()
def import_check_5000() -> Call:
    """An Excel list of 5,000 rows: read, matched, validated, reported."""
    return _school_list(list_import_services.run)


@line(runs=3, is_used_up=True)
def import_save_5000() -> Call:
    """The same list taken into its draft."""
    return _school_list(_take)


@line(runs=21)
def dossier_page_300() -> Call:
    """A clerk's draft of 300 nominations, with its tờ trình and who of them was awarded before."""
    dossier = _draft_of_300()
    unit_paper_services.write(dossier, PaperType.LETTER, by=dossier.created_by)
    browser = Client()
    browser.force_login(dossier.created_by, backend="units.backends.OfficeBackend")
    return look(browser, dossier.get_absolute_url())


@line(runs=3, is_used_up=True)
def unit_letter_300() -> Call:
    """A unit's tờ trình with its list of 300, as the worker makes it."""
    dossier = _draft_of_300()
    paper = unit_paper_services.write(dossier, PaperType.LETTER, by=dossier.created_by)
    return lambda: tasks.render(paper.document_id)


@line()
def unit_letter_300_word() -> Call:
    """Its copy for Word, made while the clerk waits."""
    dossier = _draft_of_300()
    paper = unit_paper_services.write(dossier, PaperType.LETTER, by=dossier.created_by)
    return lambda: word_copy(paper.document)


@line(runs=21)
def plan_list() -> Call:
    """The list of plans for an officer, 400 plans, first page."""
    return _page("/phong-trao/")


@line(runs=21)
def plan_list_searched() -> Call:
    """The same, searched without accents."""
    return _page("/phong-trao/?q=nong+thon&year=2023")


def _school_list(then: Callable[[int], object]) -> Call:
    plan = AwardPlanFactory(approved=True, persons=9000)
    for code in ("LDTT", "CSTDCS"):
        QuotaFactory(plan=plan, award_type=AwardType.objects.get(code=code), limit=9000)
    draft = DossierFactory(plan=plan, persons=0)
    content = (DATA / "danh-sach-giao-duc-5000.xlsx").read_bytes()
    upload = SimpleUploadedFile("danh-sach.xlsx", content)
    brought = list_import_services.bring(draft, upload, by=draft.created_by)
    if then is _take:
        list_import_services.run(brought.pk)

    def call() -> None:
        if then is not _take:
            ListImport.objects.filter(pk=brought.pk).update(
                stage=ImportStage.WAITING, tries_to_read=0
            )
        then(brought.pk)

    return call


def _take(pk: int) -> None:
    brought = ListImport.objects.select_related("dossier").get(pk=pk)
    list_import_services.save(brought, by=brought.uploaded_by, turn=brought.turn)


def _paper(context: dict) -> Call:
    document = order("decision", title="Dự thảo", context=context, is_draft=True)
    return lambda: tasks.render(document.pk)


def _page(address: str) -> Call:
    wards = UnitFactory.create_batch(20)
    for number in range(PLANS):
        AwardPlanFactory(approved=True, campaign__organiser=wards[number % 20])
    browser = Client()
    browser.force_login(UserFactory(officer=True), backend="units.backends.OfficeBackend")
    return look(browser, address)


def _draft_of_300() -> Dossier:
    """Persons typed in full; every tenth of them is in the register."""
    plan = AwardPlanFactory(approved=True, persons=300)
    dossier = DossierFactory(plan=plan, persons=300)
    for line_ in dossier.nominations.all()[::10]:
        known = Candidate(
            line_.honouree_kind, line_.full_name, line_.gender, line_.birth_year, None
        )
        find_or_enter([known], unit=dossier.unit)
    return dossier
