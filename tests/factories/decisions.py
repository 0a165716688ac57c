"""Decisions in every state, each through the steps that people take."""

from datetime import date
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from decisions import transitions
from decisions.enums import DecisionState as S, LineOrder
from decisions.models import Decision
from decisions.queries import ground as ground_queries, lineup as lineup_queries
from decisions.services import decision as decision_services
from dossiers.models import Nomination
from dossiers.rules.eligibility import examination
from dossiers.services import overruling as overruling_services
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.campaigns import SignatoryFactory, chairman
from tests.factories.council import passed_where_asked
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory
from units.models import Unit, User


LETTER = "112/TTr-PNV"
FUND = "Quỹ thi đua, khen thưởng thị xã năm 2023"
__all__ = ["SignatoryFactory", "chairman"]
REASON = "đã có thành tích xuất sắc trong phong trào thi đua “Chung sức xây dựng nông thôn mới”"


class DecisionFactory(DjangoModelFactory):
    """A decision over recommended lines: `DecisionFactory(submitted=True, persons=2)`.

    `dossier=` draws the lines from a dossier that is there; `officer`, `head`, `chairman` act.
    Where the law asks the Council, it has passed them.
    """

    class Meta:
        model = Decision

    state = S.DRAFTED
    dossier = factory.SubFactory(DossierFactory, appraised=True, persons=0)
    persons = 1
    collectives = 0
    households = 0
    nominations = None
    officer = factory.SubFactory(UserFactory, officer=True)
    head = factory.SubFactory(UserFactory, home_affairs_head=True)
    chairman = factory.LazyFunction(chairman)
    reason = REASON
    fund_line = FUND
    fund = None
    line_order = LineOrder.BY_NAME
    letter_number = LETTER
    letter_on = factory.LazyFunction(clock.today)
    submitted = returned = issued = discarded = declined = False

    class Params:
        submitted = factory.Trait(state=S.SUBMITTED)
        returned = factory.Trait(state=S.RETURNED)
        issued = factory.Trait(state=S.ISSUED)
        discarded = factory.Trait(state=S.DISCARDED)
        declined = factory.Trait(state=S.DECLINED)

    @classmethod
    def _create(cls, model_class: type[Decision], *args: object, **given: object) -> Decision:
        rows = given["nominations"]
        if rows is None:
            rows = recommended(
                given["dossier"], given["persons"], given["collectives"], given["households"]
            )
        decision = decision_services.compose(
            passed_where_asked(list(rows)),
            reason=given["reason"],
            fund_line=given["fund_line"],
            fund=given["fund"],
            line_order=given["line_order"],
            key=uuid4(),
            by=given["officer"],
        )
        if given["state"] != S.DRAFTED:
            answered(list(rows), by=given["officer"])
        _walk(decision, given)
        return Decision.objects.with_names().get(pk=decision.pk)


def recommended(
    dossier: object, persons: int = 1, collectives: int = 0, households: int = 0
) -> list[Nomination]:
    """Lines that an officer recommended, on this dossier."""
    return [
        *NominationFactory.create_batch(
            collectives, dossier=dossier, collective=True, recommended=True
        ),
        *NominationFactory.create_batch(persons, dossier=dossier, recommended=True),
        *NominationFactory.create_batch(
            households, dossier=dossier, household=True, recommended=True
        ),
    ]


def titled(
    unit: Unit, code: str, persons: int, *, issued: bool = False, year: int = 2023
) -> Decision:
    """A decision that recognises a title for so many people of a unit, for its work of the year."""
    dossier = DossierFactory(appraised=True, merit=True, unit=unit, merit_year=year)
    title = AwardType.objects.get(code=code)
    rows = NominationFactory.create_batch(
        persons, dossier=dossier, recommended=True, award_type=title
    )
    return DecisionFactory(nominations=rows, state=S.ISSUED if issued else S.SUBMITTED)


def answered(lines: list[Nomination], *, by: User) -> list[Nomination]:
    """The same, an officer having said why in spite of what the provisions hold against them."""
    fresh = list(
        Nomination.objects.filter(pk__in=[line.pk for line in lines])
        .select_related("award_type", "dossier__unit", "dossier__plan", "dossier__officer")
        .order_by("pk")
    )
    failed = examination.of_lines(fresh, clock.today()).failed(fresh)
    overruling_services.write(
        fresh, failed, {line.pk: "Hội nghị đã xét, có biên bản." for line in fresh}, by=by
    )
    return lines


def fingerprint(decision: Decision) -> str:
    """What the Chairman's page carries now."""
    return lineup_queries.read(Decision.objects.get(pk=decision.pk), clock.today()).fingerprint


def _walk(decision: Decision, given: dict) -> None:
    state = given["state"]
    if state == S.DISCARDED:
        transitions.discard(decision, by=given["officer"])
    if state in {S.SUBMITTED, S.RETURNED, S.ISSUED, S.DECLINED}:
        if ground_queries.two_laws(decision.merit_year, clock.today()):
            decision_services.edit(decision, standards="theo luật của năm", by=given["officer"])
        letter: tuple[str, date] = (given["letter_number"], given["letter_on"])
        transitions.submit(decision, by=given["head"], letter_number=letter[0], letter_on=letter[1])
    if state == S.RETURNED:
        transitions.send_back(decision, by=given["chairman"], note="Xem lại mức thưởng.")
    if state == S.DECLINED:
        everybody = decision.lines.values_list("nomination", flat=True)
        transitions.approve(
            decision,
            by=given["chairman"],
            fingerprint=fingerprint(decision),
            struck=dict.fromkeys(everybody, "Thành tích chưa đủ cụ thể."),
        )
    if state == S.ISSUED:
        transitions.approve(decision, by=given["chairman"], fingerprint=fingerprint(decision))
