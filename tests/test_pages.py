"""Every address × every demonstration account: who gets in, and what stands on the page."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from campaigns.enums import AmendmentState, PlanState
from campaigns.models import AwardPlan, Campaign, PlanAmendment
from council.enums import CaseState
from council.models import CampaignRule, CouncilCase, CouncilMember, LineBar, SignedMinutes
from decisions.enums import DecisionState
from decisions.models import Decision
from dossiers.enums import DossierState, NominationState
from dossiers.models import (
    Attachment,
    Complaint,
    Consultation,
    Dossier,
    Nomination,
    Objection,
    Posting,
)
from frontdesk.demonstration.people import ACCOUNTS
from honourees.models import Honouree, Merge, Resemblance
from law.models import Authority, CampaignTheme, LegalBasis, RuleValue, Signatory
from nganam_awards.documents.models import Document
from nganam_awards.documents.rules import can_read
from tests.browser.pages import MADE_BY_A_TEST, OPEN_PAGES, PAGES, PAPER_PAGES
from tests.conftest import ReadingClient
from tests.form_reader import FormReader, blocks, faults_of, odd
from units.models import Cluster, UnitUserPermission, User


OPEN_TO_ALL = {
    "units:sign_in",
    "core:healthz",
    "decisions:verify",
    "decisions:verify_form",
    "dossiers:postings",
    "dossiers:posting",
    "dossiers:objection",
}
ANSWERS = {200, 302, 403, 404, 405}
MORE_ANSWERS = {
    "dossiers:bulk_progress": {204},
    "dossiers:members_progress": {204},
    "core:healthz": {503},
    "core:sheet_progress": {204},
}  # unwell; the file is there
POST_ONLY = 405
# What a GET answers without a page of its own: files, pictures, parts of a page, ways on.
NO_PAGES = {
    "campaigns:meters",
    "campaigns:plan_file",
    "core:healthz",
    "core:sheet",
    "core:sheet_file",
    "core:sheet_progress",
    "council:paper_word",
    "council:signed_minutes_file",
    "council:voted",
    "decisions:bundle",
    "decisions:book_scan",
    "decisions:paper_progress",
    "decisions:remove",
    "documents:download",
    "documents:page",
    "documents:progress",
    "dossiers:appraisal_report_progress",
    "dossiers:appraisal_report_word",
    "dossiers:bulk_progress",
    "dossiers:bundle",
    "dossiers:consultation_paper",
    "dossiers:download",
    "dossiers:import_marked",
    "dossiers:import_progress",
    "dossiers:members_progress",
    "dossiers:paper_progress",
    "dossiers:paper_word",
    "dossiers:picture",
    "dossiers:receipt_file",
    "dossiers:receipt_progress",
    "dossiers:template",
    "honourees:sheet_template",
    "honourees:award_paper",
    "honourees:past_progress",
    "honourees:past_template",
    "law:calendar_progress",
    "law:signature",
    "units:import_progress",
    "units:import_template",
}
# Lists, and how often each may ask the database at most, whoever opens it and however long it is.
LISTS = dict.fromkeys(
    (
        "campaigns:amendment_list",
        "campaigns:calendar",
        "campaigns:desk",
        "campaigns:list",
        "council:board",
        "council:hand_lines",
        "council:member_list",
        "council:members",
        "decisions:book",
        "decisions:book_waiting",
        "decisions:list",
        "dossiers:appraisal_queue",
        "dossiers:complaints",
        "dossiers:consultations",
        "dossiers:desks",
        "dossiers:list",
        "dossiers:logbook",
        "dossiers:postings",
        "dossiers:queue",
        "dossiers:stand_ins",
        "dossiers:trash",
        "frontdesk:composition",
        "frontdesk:my_unit",
        "frontdesk:own_honours",
        "frontdesk:work",
        "honourees:account_list",
        "honourees:registration_list",
        "honourees:list",
        "honourees:resemblances",
        "law:catalogue",
        "mail:log",
        "notices:list",
        "units:acts",
        "units:cluster_list",
        "units:person_list",
        "units:unit_list",
    ),
    15,
) | {
    "decisions:waiting": 26,  # every warning beside a decision is the one of its signature
    "frontdesk:work": 16,  # every kind of thing that waits is read by its own question
}
# Nothing around their one field but what every `form_page.html` has; the first wants a scan that
# the scanner found ill, `test_filing.py` looks at the second.
ONE_FIELD = {"decisions:book_rescan", "dossiers:import_list"}
LAW_ROWS = {
    "law:correct": RuleValue,
    "law:basis_end": LegalBasis,
    "law:theme_edit": CampaignTheme,
    "law:authority_edit": Authority,
    "law:signatory_edit": Signatory,
}
ASKED = {
    "dossiers:plan_composition": AwardPlan,
    "dossiers:consultation": Consultation,
    "dossiers:consultation_end": Consultation,
    "dossiers:consultation_paper": Consultation,
    "dossiers:posting": Posting,
    "dossiers:objection": Posting,
    "dossiers:objection_answer": Objection,
    "dossiers:complaint": Complaint,
    "dossiers:complaint_act": Complaint,
}
COUNCIL_SESSION = {
    f"council:{name}"
    for name in ("session", "edit_session", "agenda", "attendance", "session_step")
}
COUNCIL_ROWS = {
    "council:member_end": CouncilMember,
    "council:campaign_rule_on": Campaign,
    "council:campaign_rule_end": CampaignRule,
}
SHEETS = ("core:sheet", "core:sheet_made", "core:sheet_progress", "core:sheet_file")
# Pages on which only a row in this state is written.
WRITES = {
    "campaigns:plan_edit": (AwardPlan, PlanState.DRAFT),
    "campaigns:plan_units": (AwardPlan, PlanState.DRAFT),
    "campaigns:row_edit": (AwardPlan, PlanState.DRAFT),
    "campaigns:places": (AwardPlan, PlanState.DRAFT),
    "decisions:edit": (Decision, DecisionState.DRAFTED),
    "decisions:add": (Decision, DecisionState.DRAFTED),
    "decisions:enter_number": (Decision, DecisionState.APPROVED),
    "dossiers:apologise": (Dossier, DossierState.APPRAISING),
    "dossiers:ask_more": (Dossier, DossierState.APPRAISING),
    "dossiers:consultation_ask": (Dossier, DossierState.APPRAISING),
}
CODES = {
    str(value)
    for states in (PlanState, AmendmentState, DossierState, NominationState, DecisionState)
    for value in states.values
    if "_" in value
}


@pytest.fixture(scope="module")
def year(demonstration_year) -> dict[str, User]:
    """The accounts of the demonstration year."""
    return {user.username: user for user in User.objects.filter(is_demonstration=True)}


@pytest.fixture(scope="module")
def addresses(year) -> dict[str, str]:
    """One real address for each name of the portal."""
    usual = _usual_rows()
    return {name: _filled(name, route, usual) for name, route in _routes()}


def _routes() -> Iterator[tuple[str, str]]:
    def walk(patterns: list, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
        for entry in patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, entry.namespace or namespace, route)
            elif isinstance(entry, URLPattern):
                yield f"{namespace}:{entry.name}", route

    return walk(get_resolver().url_patterns, "", "/")


Rows = tuple[Dossier, Nomination, AwardPlan, Decision]


def _usual_rows() -> Rows:
    dossier = Dossier.objects.filter(state=DossierState.DRAFT).order_by("pk").first()
    line = Nomination.objects.filter(dossier=dossier).order_by("pk").first()
    plan = AwardPlan.objects.filter(state=PlanState.APPROVED).order_by("pk").first()
    return dossier, line, plan, Decision.objects.filter(state=DecisionState.SUBMITTED).first()


def _filled(name: str, route: str, usual: Rows) -> str:
    if "<" not in route:
        return route
    dossier, line, plan, decision = usual
    if name in WRITES:
        rows = WRITES[name][0].objects.filter(state=WRITES[name][1]).order_by("pk")
        if row := rows.first():
            plan = row if isinstance(row, AwardPlan) else plan
            decision = row if isinstance(row, Decision) else decision
            dossier = row if isinstance(row, Dossier) else dossier
    pk = {
        "campaigns": plan.campaign_id
        if name.endswith((":campaign", ":plan_create", ":plan_copy"))
        else plan.pk,
        "decisions": decision.pk,
        "dossiers": line.pk,
        "units": UnitUserPermission.objects.order_by("pk").first().pk,
        "honourees": Honouree.objects.filter(awards__isnull=False).order_by("pk").first().pk,
    }.get(name.partition(":")[0], 1)
    if name.startswith("campaigns:amendment"):
        pk = PlanAmendment.objects.order_by("pk").first().pk
    if name in {"dossiers:attachment", "dossiers:detach"}:
        pk = Attachment.objects.filter(dossier=dossier).order_by("pk").first().pk
    if name.startswith(("dossiers:desk_", "dossiers:bulk_")):
        pk = 1  # the first rule, the first bulk
    if name in ASKED:
        pk = ASKED[name].objects.order_by("pk").first().pk
    if name in LAW_ROWS:
        pk = LAW_ROWS[name].objects.order_by("pk").first().pk
    values = {
        "ref": dossier.ref,
        "pk": pk,
        "row": plan.criteria.first().pk,
        "kind": "tieu-chi",
        "award": "GK",
        "honourees": "ca-nhan",
        "file": plan.files.first().pk,
        "line": decision.lines.order_by("pk").first().pk,
        "slug": _slug(name),
        "code": _code(name),
        "username": "canbo.phuong1",
        "unit": "UBND_P1",
        "number": 1,
        "year": 2023,
        "step": "chuyen",
        "paper": 1,
        "token": "0" * 32,
    }
    if name.startswith("council:"):
        values |= _of_the_council(name)
    if name.startswith("honourees:"):
        pair = Resemblance.objects.order_by("pk").first()
        merge = Merge.objects.order_by("pk").first()
        values |= {"one": pair.one_id, "other": pair.other_id}
        values |= {"pk": merge.pk} if name == "honourees:unmerge" else {}
    return re.sub(r"<(?:[\w:]+:)?(\w+)>", lambda found: str(values[found[1]]), route)


def _of_the_council(name: str) -> dict[str, object]:
    """Of the vote that is open, the session around it, the minutes of the one before."""
    case = CouncilCase.objects.filter(state=CaseState.VOTING, session__isnull=False).get()
    if name in {"council:signed_minutes", "council:signed_minutes_file"}:
        row = SignedMinutes.objects.get().session
    elif name in COUNCIL_SESSION:
        row = case.session
    elif name in COUNCIL_ROWS:
        row = COUNCIL_ROWS[name].objects.order_by("pk").first()
    else:
        row = case
    return {
        "pk": row.pk,
        "line": case.lines.first().pk,
        "bar": LineBar.objects.filter(line__case=case).first().pk,
        "voter": case.voters.first().pk,
        "ref": case.lines.first().nomination.dossier.ref,
        "slug": "de-lai" if name == "council:case_step" else "ket-thuc",
        "code": case.session.invitation.code,
    }


def _slug(name: str) -> str:
    of_the_law = {
        "law:page": "bo-quy-tac",
        "law:catalogue_page": "lich-su",
        "law:correct": "gia-tri",
        "law:add": "can-cu",
        **dict.fromkeys(SHEETS, "ho-so"),
        **dict.fromkeys(("dossiers:desk_end", "dossiers:desk_stop"), "tuyen"),
        **dict.fromkeys(("dossiers:bulk", "dossiers:bulk_confirm"), "phan-cong"),
    }
    if name == "dossiers:complaint_act":
        return "giai-quyet"
    usual = "duyet" if name.startswith("campaigns") else "tat-ca"
    return of_the_law.get(name, usual)


def _code(name: str) -> str:
    if name in {"law:award", "law:catalogue_award"}:
        return "CSTDCS"
    if name.startswith("units:cluster"):
        return Cluster.objects.first().code
    return "UBND_P1" if name.startswith(("units", "honourees")) else Document.objects.first().code


def words_of(response) -> str:
    """What a person reads on the page."""
    text = response.content.decode()
    text = re.sub(r"(?s)<(script|style|template)\b.*?</\1>", " ", text)
    return unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("username", [account.username for account in ACCOUNTS])
def test_every_address_answers_every_account_in_words(year, addresses, username):
    browser = ReadingClient(raise_request_exception=True)
    browser.force_login(year[username], backend="units.backends.OfficeBackend")
    faults = []
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) if name in LISTS else nullcontext() as asked:
            response = browser.get(address)
        if asked is not None and len(asked) > LISTS[name]:
            faults.append(f"{name} asks {len(asked)} times")
        expected = ANSWERS | MORE_ANSWERS.get(name, set())
        if response.status_code not in expected:
            faults.append(f"{name} answered {response.status_code}")
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            words = words_of(response)
            said = CODES.intersection(re.findall(r"\w+", words))
            faults += [f"{name} says {code}" for code in said]
            faults += [f"{name} shows {sign}" for sign in ("{{", "{%", " None ") if sign in words]
            faults += [f"{name} shows {found}" for found in re.findall(r"\b[A-Z]\w+\(\w+=", words)]
        if response.streaming:
            response.getvalue()  # a download holds its file open until it is read
        if address.startswith("/quan-tri/") and username != "quantri":
            assert response.status_code in {404, 405}, f"{name} is the administrator's alone"
            assert response.text.strip(), f"{name} is a blank page"
    assert faults == []


def test_a_stranger_is_asked_to_sign_in_everywhere_but_at_the_open_doors(year, addresses):
    browser = Client()
    for name, address in addresses.items():
        response = browser.get(address)
        if name in OPEN_TO_ALL:
            assert response.status_code in {200, 404, 503}, name
        else:
            assert response.status_code in {302, 405}, name
            if response.status_code == 302:
                assert response.headers["Location"].startswith("/dang-nhap/"), name


def test_every_page_is_among_those_a_browser_measures(year, addresses):
    browser = ReadingClient()
    browser.force_login(year["quantri"], backend="units.backends.OfficeBackend")
    listed = [*OPEN_PAGES, *PAPER_PAGES, *(path for paths in PAGES.values() for path in paths)]
    code = Document.objects.first().code
    measured = {
        resolve(path.format(code=code).partition("?")[0]).view_name for path in listed
    } | MADE_BY_A_TEST
    left = [name for name in addresses if name not in measured | NO_PAGES | ONE_FIELD]
    missing = [name for name in left if browser.get(addresses[name]).status_code != POST_ONLY]
    assert missing == [], "\n".join(missing)


MAIN = ["canbo.phuong1", "lanhdao.gddt", "chuyenvien", "truongphong", "hoidong1", "chutich"]
MAIN += ["phochutich", "vanthu", "quantri"]


@pytest.mark.parametrize("username", MAIN)
def test_a_row_opens_exactly_for_whom_the_lists_show_it(year, username):
    user = year[username]
    browser = ReadingClient()
    browser.force_login(user, backend="units.backends.OfficeBackend")
    for model in (AwardPlan, PlanAmendment, Dossier, Decision):
        seen = set(model.objects.visible_to(user).values_list("pk", flat=True))
        for row in model.objects.all():
            status = browser.get(row.get_absolute_url()).status_code
            assert (status == 200) == (row.pk in seen), f"{row} answered {status}"
    for paper in Document.objects.all():
        status = browser.get(paper.get_absolute_url()).status_code
        assert (status == 200) == can_read(user, paper), f"{paper} answered {status}"


# every page with a form


# Nothing filled in takes a limit away; of one's own page it means no address and no letters, of
# attendance that nobody was noted yet.
MAY_BE_EMPTY = {"council:attendance", "law:signatory_edit", "units:profile"}
# At least these are found; the walk finds the others by itself.
FORM_PAGES = {
    "units:unit_create",
    "units:unit_edit",
    "units:cluster_create",
    "units:cluster_edit",
    "units:person_create",
    "units:person_edit",
    "units:grant_on_unit",
    "units:grant_to_person",
    "law:add",
    "dossiers:create",
    "dossiers:edit",
    "dossiers:nominee_add",
    "dossiers:import",
}
# Whoever writes on the pages of an app.
WRITERS = {
    "units": ["quantri"],
    "law": ["quantri"],
    "campaigns": ["canbo.phuong1", "canbo.gddt", "chutich"],
    "council": ["quantri", "truongphong"],
    "dossiers": ["canbo.phuong1", "canbo.gddt", "chuyenvien"],
    "honourees": ["chuyenvien"],
    "decisions": ["chuyenvien", "chutich", "vanthu"],
}


@pytest.fixture
def form_pages(year, addresses) -> list[tuple[str, str, dict, ReadingClient]]:
    """Each page with a form of its own, and somebody who is shown it."""
    found = []
    waiting = dict(addresses)
    for app, username in ((app, who) for app, all_ in WRITERS.items() for who in all_):
        browser = ReadingClient(raise_request_exception=False)
        browser.force_login(year[username], backend="units.backends.OfficeBackend")
        for name, address in list(waiting.items()):
            if not name.startswith(f"{app}:"):
                continue
            page = browser.get(address)
            if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
                forms = FormReader(page.content.decode()).forms
                found += [(name, address, fields, browser) for fields in forms[:1]]
                if forms:
                    del waiting[name]
            if page.streaming:
                page.getvalue()
    return found


def _asked_otherwise(answer) -> list[str]:
    """Fields that are called optional and asked, or asked and not called so."""
    return [
        f"{field.name} is {'' if field.is_wrong else 'not '}asked and says «{field.asked}»"
        for field in blocks(answer.content.decode())
        if field.asked in {"", "không bắt buộc"} and field.is_wrong == bool(field.asked)
    ]


def test_every_form_answers_nonsense_with_the_page_and_all_that_was_typed(form_pages):
    faults = []
    for name, address, fields, browser in form_pages:
        typed = odd(fields)
        empty = {f: typed[f] for f, kind in fields.items() if kind.startswith("hidden:")}
        for sent in [typed] if name in MAY_BE_EMPTY else [{}, empty, typed]:
            with transaction.atomic():
                answer = browser.post(address, sent)
                transaction.set_rollback(True)
            if answer.status_code not in {409, 422}:
                faults.append(f"{name} answered {answer.status_code} to {sent}")
                continue
            faults += [f"{name} {fault}" for fault in faults_of(answer.content.decode())]
            if sent is empty:
                faults += [f"{name}: {fault}" for fault in _asked_otherwise(answer)]
            page = unescape(answer.content.decode())
            shown = {f: words for f, words in sent.items() if not fields[f].startswith("hidden:")}
            for field, words in shown.items():
                kept = words.name if fields[field] == "file" else words.lstrip("\0")
                if kept not in page:
                    faults.append(f"{name} lost {field}")
    assert faults == []
    assert {name for name, *_ in form_pages} >= FORM_PAGES
