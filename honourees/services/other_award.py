"""Awards of other bodies, entered with the paper that proves them; put right or withdrawn by hand.

What the portal itself decided is ended by a later decision and by nothing else.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction

from honourees.enums import AwardOrigin
from honourees.models import Award, AwardChange, AwardPaper, Honouree
from honourees.queries.match import Candidate
from honourees.rules import award as rules
from honourees.services.honouree import find_or_enter
from law.models import AwardType
from nganam_awards.core import clock, workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.files.acceptance import FileKind
from nganam_awards.core.refusals import AlreadyDone, Refused, require_note
from nganam_awards.core.sentence import About
from units.models import Unit, User


PAPER_KINDS = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG})
LABELS = {
    "award_type": "danh hiệu, hình thức",
    "merit_year": "năm thành tích",
    "decision_symbol": "số quyết định",
    "decided_on": "ngày quyết định",
    "issuer": "cơ quan quyết định",
    "prize_vnd": "tiền thưởng",
    "unit_then": "đơn vị khi đó",
    "working_unit": "nơi công tác khi đó",
    "achievement": "thành tích",
}


@dataclass(frozen=True)
class AwardFacts:
    """What somebody types of one award."""

    award_type: AwardType
    merit_year: int
    decision_symbol: str
    decided_on: date
    issuer: str = ""
    prize_vnd: int = 0
    unit_then: Unit | None = None
    working_unit: str = ""
    achievement: str = ""


def enter(honouree: Honouree, facts: AwardFacts, *, upload: File, by: User) -> Award:
    """Ghi khen thưởng nơi khác: the award with its paper, once."""
    if not rules.can_enter(by):
        raise PermissionDenied
    found = acceptance.accept(upload, kinds=PAPER_KINDS)
    with transaction.atomic():
        locked = workflow.lock(Honouree, honouree.pk)
        _check(locked, facts)
        award = Award.objects.create(
            honouree=locked,
            origin=AwardOrigin.OTHER,
            source=f"Giấy tờ: {found.name}"[:300],
            entered_by=by,
            entered_at=clock.now(),
            **vars(facts),
        )
        file_services.store(AwardPaper(award=award), upload, found, by=by)
    return award


def enter_new(
    candidate: Candidate, facts: AwardFacts, *, unit: Unit, upload: File, by: User
) -> Award:
    """The same for whom the register does not know; a second click finds the record it made."""
    if not rules.can_enter(by):
        raise PermissionDenied
    with transaction.atomic():
        [honouree] = find_or_enter([candidate], unit=unit)
        return enter(honouree, facts, upload=upload, by=by)


def change(
    award: Award, facts: AwardFacts, *, reason: str, by: User, upload: File | None = None
) -> Award:
    """Sửa: what stood before, by whom and why it changed, is kept."""
    require_note(reason, "Ghi lý do sửa.")
    found = acceptance.accept(upload, kinds=PAPER_KINDS) if upload else None
    with transaction.atomic():
        locked = _locked(award, by)
        told, changed = told_of(locked), _changed(locked, facts)
        if not changed and not found:
            raise AlreadyDone("Không có ô nào khác trước.")
        _check(locked.honouree, facts, besides=locked.pk)
        for name, value in vars(facts).items():
            setattr(locked, name, value)
        locked.save(update_fields=list(LABELS))
        if found:
            file_services.store(AwardPaper(award=locked), upload, found, by=by)
            changed.append(f"thêm giấy tờ «{found.name}»")
        _note(locked, told, f"Sửa {'; '.join(changed)}", reason, by)
    return locked


def withdraw(award: Award, *, reason: str, by: User) -> None:
    """Rút: it was never given, or stands in the register twice; the log keeps what stood there."""
    require_note(reason, "Ghi lý do rút.")
    with transaction.atomic():
        locked = _locked(award, by)
        _note(locked, told_of(locked), "Rút khỏi sổ", reason, by)
        for paper in locked.papers.all():
            file_services.discard(paper)
        locked.delete()


def told_of(award: Award) -> str:
    """The award in a line, for a log that outlives it."""
    told = (
        f"{award.award_type.name} {award.merit_year}, {award.decision_symbol} ngày "
        f"{award.decided_on:%d/%m/%Y}"
    )
    return f"{told}, {award.issuer}"[:600] if award.issuer else told[:600]


def _locked(award: Award, by: User) -> Award:
    rows = Award.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("honouree", "award_type").filter(pk=award.pk).first()
    if locked is None:
        raise AlreadyDone("Lần khen này đã được rút khỏi sổ.")
    if not rules.can_change(by, locked):
        raise PermissionDenied
    return locked


def _check(honouree: Honouree, facts: AwardFacts, besides: int = 0) -> None:
    if not facts.award_type.can_go_to(honouree.kind):
        kind = honouree.get_kind_display().lower()
        words = f"«{facts.award_type.name}» không trao cho {kind}."
        raise Refused(About(words, "award_type"))
    if facts.decided_on > clock.today():
        raise Refused(About("Ngày quyết định chưa đến; kiểm tra lại.", "decided_on"))
    if facts.merit_year > facts.decided_on.year:
        words = "Năm thành tích không thể sau năm của quyết định."
        raise Refused(About(words, "merit_year", "decided_on"))
    same = Award.objects.filter(
        honouree__in=Honouree.objects.in_group(honouree),
        award_type=facts.award_type,
        merit_year=facts.merit_year,
        decision_symbol__iexact=facts.decision_symbol,
    )
    if same.exclude(pk=besides).exists():
        words = "Sổ đã có lần khen này: cùng danh hiệu, cùng năm, cùng số quyết định."
        raise Refused(About(words, "decision_symbol"))


def _changed(award: Award, facts: AwardFacts) -> list[str]:
    return [LABELS[name] for name, value in vars(facts).items() if getattr(award, name) != value]


def _note(award: Award, told: str, what: str, reason: str, by: User) -> None:
    AwardChange.objects.create(
        honouree=award.honouree, award=award, told=told, what=what[:1000], reason=reason, by=by
    )
