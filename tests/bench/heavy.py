"""Heavy pages and bulk steps, in a register of the size asked: dossiers of 300 to 5,000 lines."""

from datetime import date
from itertools import cycle
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection
from django.db.models import Count

from decisions.models import Decision
from dossiers.enums import NominationState
from dossiers.forms.dossier import FilingForm
from dossiers.models import Dossier, Nomination, NominationEvent
from dossiers.rules.eligibility import examination
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import NominationAction
from frontdesk.volume import name as names
from honourees.models import Award, Honouree
from law.enums import Category
from law.models import AwardType
from tests.bench.line import Call, browser_of, line, look
from tests.bench.roster import ROLES
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory
from units.models import Unit, User


RUNS = 7


@line(runs=RUNS, needs_register=True)
def officer_dossier_300() -> Call:
    """The appraisal page of 300 lines, as its officer opens it: list, paper, nominee."""
    dossier = _dossier(300, appraising=True)
    return look(browser_of(dossier.officer), dossier.get_absolute_url())


@line(runs=RUNS, needs_register=True)
def officer_dossier_5000() -> Call:
    """The same with 5,000 lines."""
    dossier = _dossier(5000, appraising=True)
    return look(browser_of(dossier.officer), dossier.get_absolute_url())


@line(runs=RUNS, needs_register=True)
def officer_dossier_10() -> Call:
    """The appraisal page of ten lines, which most dossiers have."""
    dossier = _dossier(10, appraising=True)
    return look(browser_of(dossier.officer), dossier.get_absolute_url())


@line(runs=RUNS, needs_register=True)
def clerk_dossier_10() -> Call:
    """A dossier of ten lines that came to its end, as its clerk opens it: December's commonest."""
    clerk = _person("clerk")
    dossiers = Dossier.objects.filter(unit__code="PGDDT", state="delivered")
    return look(browser_of(clerk), dossiers.order_by("-pk")[0].get_absolute_url())


@line(runs=RUNS, needs_register=True)
def clerk_draft_300() -> Call:
    """A draft of 300 lines, as its clerk opens it."""
    dossier = _dossier(300)
    return look(browser_of(dossier.created_by), dossier.get_absolute_url())


@line(runs=RUNS, needs_register=True)
def head_confirm_5000() -> Call:
    """What the head reads before he files 5,000 lines."""
    dossier = _dossier(5000, awaiting_head=True)
    page = f"{dossier.get_absolute_url()}xem-va-xac-nhan/"
    return look(browser_of(_person("head")), page)


@line(runs=RUNS, needs_register=True)
def officer_compose() -> Call:
    """All that is free for a decision, on the page that composes one."""
    return look(browser_of(_person("officer")), "/quyet-dinh/soan/")


@line(runs=RUNS, needs_register=True)
def chairman_sign_1000() -> Call:
    """A decision of 1,000 names before the Chairman."""
    dossier = _dossier(1000, appraised=True)
    rows = Nomination.objects.filter(dossier=dossier)
    _recommend(dossier, rows)
    decision: Decision = DecisionFactory(
        nominations=list(rows),
        submitted=True,
        officer=dossier.officer,
        head=_person("office_head"),
        chairman=_person("chairman"),
    )
    return look(browser_of(_person("chairman")), f"{decision.get_absolute_url()}ky/")


@line(runs=21, needs_register=True)
def register_search() -> Call:
    """The register searched by turns: a rare name, a common one, a number, a unit."""
    browser, unit = browser_of(_person("officer")), Unit.objects.get(code="PGDDT")
    award = Award.objects.select_related("honouree").order_by("-pk")[0]
    asked = [
        {"q": award.honouree.full_name},
        {"q": "thi nguyen"},
        {"q": award.decision_symbol},
        {"unit": unit.pk, "year": 2021},
        {"unit": unit.pk, "q": "nguyen"},
    ]
    calls = [look(browser, f"/so-khen-thuong/?{urlencode(params)}") for params in asked]
    turns = cycle(calls)

    def search() -> object:
        return next(turns)()

    return search


@line(runs=RUNS, needs_register=True)
def honouree_page() -> Call:
    """The page of whoever received most, ladder and all."""
    counts = Award.objects.values("honouree").annotate(n=Count("pk")).order_by("-n", "honouree")
    record = Honouree.objects.get(pk=counts[0]["honouree"])
    return look(browser_of(_person("officer")), record.get_absolute_url())


@line(runs=RUNS, needs_register=True)
def composition_year() -> Call:
    """The town's year of awards with every unit, nothing kept from before: two years counted."""
    year = Award.objects.filter(issuer="").order_by("-merit_year").values_list("merit_year")[0][0]
    page = look(browser_of(_person("officer")), f"/co-cau/?nam={year}")

    def counted_anew() -> object:
        cache.clear()
        return page()

    return counted_anew


@line(runs=RUNS, needs_register=True)
def composition_dossier_300() -> Call:
    """The card beside a dossier of 300 lines, its unit's last year kept from before."""
    dossier = _dossier(300, appraising=True)
    return look(browser_of(dossier.officer), f"{dossier.get_absolute_url()}co-cau/")


@line(runs=3, is_used_up=True, needs_register=True)
def filing_5000() -> Call:
    """The head files 5,000 lines: places, register, steps, all constraints."""
    dossier, head = _dossier(5000, awaiting_head=True, papers=True), _person("head")

    def file() -> None:
        dossier_transitions.confirm(dossier, by=head, declaration=FilingForm.words)
        _settle()

    return file


@line(runs=3, is_used_up=True, needs_register=True)
def verdicts_300() -> Call:
    """The officer recommends 300 lines at once."""
    dossier = _dossier(300, appraising=True)
    said = {line.pk: (NominationAction.RECOMMEND, "") for line in dossier.nominations.all()}

    def judge() -> None:
        nominee_transitions.give_verdicts(dossier, said, by=dossier.officer)
        _settle()

    return judge


@line(runs=RUNS, needs_register=True)
def eligibility_5000() -> Call:
    """Every provision asked of 5,000 yearly titles, with what the register holds of each name."""
    dossier = _dossier(5000, appraising=True)
    _of_titles(dossier)
    lines = list(dossier.nominations.select_related("award_type").order_by("pk"))

    def examine() -> None:
        found = examination.of_dossier(dossier, lines).findings.of_lines
        if len(found) != len(lines) or not all(found.values()):
            raise AssertionError("lines were left unasked")

    return examine


def _of_titles(dossier: Dossier) -> None:
    """By merit: one in seven for the third step of the ladder, with two years of titles behind."""
    titles = {code: AwardType.objects.get(code=code) for code in ("LDTT", "CSTDCS")}
    Dossier.objects.filter(pk=dossier.pk).update(category=Category.MERIT)
    dossier.category = Category.MERIT
    rows = list(dossier.nominations.order_by("pk"))
    for place, row in enumerate(rows):
        row.award_type = titles["LDTT" if place % 7 else "CSTDCS"]
        row.service_months, row.quota = 12, None
    Nomination.objects.bulk_update(rows, ["award_type", "service_months", "quota"], batch_size=1000)
    year = dossier.merit_year
    Award.objects.bulk_create(
        Award(
            honouree_id=row.honouree_id,
            award_type=titles["LDTT"],
            merit_year=year - back,
            decision_symbol=f"{900 + back}/QĐ-UBND",
            decided_on=date(year - back, 12, 20),
        )
        for row in rows
        for back in (1, 2)
    )


def _settle() -> None:
    """What is checked at commit belongs to the step."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _person(role: str) -> User:
    return User.objects.get(username=ROLES[role])


def _dossier(lines: int, **traits: object) -> Dossier:
    """So many persons, in one statement; in a filed dossier they are in the register."""
    unit = Unit.objects.get(code="PGDDT")
    plan = AwardPlanFactory(approved=True, persons=9000, campaign__organiser=unit)
    clerk, officer = _person("clerk"), _person("officer")
    dossier = DossierFactory(plan=plan, persons=0, created_by=clerk, officer=officer, **traits)
    is_filed = dossier.filed_at is not None
    quota = plan.quotas.get(honouree_kind="person")
    award = AwardType.objects.get(code="GK")
    people = [
        Honouree(kind="person", full_name=full_name, gender=gender, birth_year=1980, unit=unit)
        for full_name, gender in names.persons(lines)
    ]
    if is_filed:
        Honouree.objects.bulk_create(people)
    Nomination.objects.bulk_create(
        Nomination(
            dossier=dossier,
            award_type=award,
            honouree_kind="person",
            full_name=person.full_name,
            gender=person.gender,
            birth_year=1980,
            position="Giáo viên",
            working_unit="Trường Tiểu học Phường 1",
            achievement="Bồi dưỡng học sinh giỏi đạt giải cấp tỉnh, 12 lượt trong năm.",
            votes_for=20,
            votes_total=20,
            order=order,
            quota=quota if is_filed else None,
            honouree=person if is_filed else None,
        )
        for order, person in enumerate(people, 1)
    )
    if is_filed:
        quota.proposed = lines
        quota.save(update_fields=["proposed"])
    return dossier


def _recommend(dossier: Dossier, rows: object) -> None:
    """By the officer, before the appraisal ended; events and states in two statements."""
    NominationEvent.objects.bulk_create(
        NominationEvent(
            nomination=row,
            action=NominationAction.RECOMMEND,
            source=NominationState.PROPOSED,
            target=NominationState.RECOMMENDED,
            by=dossier.officer,
        )
        for row in rows
    )
    rows.update(state=NominationState.RECOMMENDED)
    dossier.plan.quotas.filter(honouree_kind="person").update(
        proposed=0, recommended=len(dossier.nominations.all())
    )
