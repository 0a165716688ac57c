"""Who reads that others are asked about a dossier, and what they said."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model
from django.urls import reverse

from dossiers.enums import Opinion
from dossiers.models import Consultation, ConsultationLine, Dossier, Objection, Posting
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import holders_of


class _Said(NamedTuple):
    """What everybody is told."""

    text: str
    url: str
    subject: str


def tell_of_consultation(row: Consultation) -> None:
    """The body's own people: whom to look at, until when; names stay on the page."""
    text = (
        f"Phòng Nội vụ hỏi ý kiến {row.body} về một số trường hợp đề nghị khen thưởng, trả lời "
        f"trước hết ngày {row.due_on:%d/%m/%Y}."
    )
    words = _Said(text, row.get_absolute_url(), "Hỏi ý kiến hiệp y")
    _post(_people_of_body(row), words, row, "asked")


def tell_of_answer(row: Consultation, lines: list[ConsultationLine]) -> None:
    """The officer who waits, where somebody else wrote the answer."""
    adverse = sum(line.opinion == Opinion.ADVERSE for line in lines)
    said = f"{adverse} trường hợp có ý kiến không thuận" if adverse else "không có ý kiến khác"
    text = f"{row.body} đã trả lời hiệp y về hồ sơ {row.dossier.ref}: {said}."
    people = [row.dossier.officer, row.asked_by]
    told = [person for person in people if person and person.pk != row.answered_by_id]
    words = _Said(text, row.get_absolute_url(), f"{row.dossier.ref}: hiệp y")
    _post(told, words, row, "answered")


def tell_of_end(row: Consultation) -> None:
    """The body need not answer any more."""
    text = f"Phòng Nội vụ thôi hỏi ý kiến {row.body}: {row.end_reason}"
    words = _Said(text, row.get_absolute_url(), "Thôi hỏi hiệp y")
    _post(_people_of_body(row), words, row, "ended")


def tell_of_posting(row: Posting) -> None:
    """The unit whose nominees are posted."""
    text = (
        f"Phòng Nội vụ lấy ý kiến công khai các trường hợp của hồ sơ {row.dossier.ref} đến hết "
        f"ngày {row.ends_on:%d/%m/%Y}."
    )
    words = _Said(text, row.get_absolute_url(), f"{row.dossier.ref}: lấy ý kiến công khai")
    _post(_people_of_unit(row.dossier), words, row, "opened")


def tell_of_objection(row: Objection, dossier: Dossier) -> None:
    """The officer in charge; who wrote it stands on the dossier's page alone."""
    text = (
        f"Có ý kiến phản ánh {row.code} về {row.line.full_name} (hồ sơ {dossier.ref}); trường hợp "
        "này chờ anh/chị xác minh và trả lời."
    )
    people = [dossier.officer] if dossier.officer else User.objects.holding("dossiers.assign")
    url = f"{dossier.get_absolute_url()}#lay-y-kien"
    _post(people, _Said(text, url, f"{dossier.ref}: ý kiến phản ánh"), row, "raised")


def tell_of_settled(row: Objection) -> None:
    """Whoever objected with an account reads the answer."""
    if row.by is None:
        return
    outcome = row.get_outcome_display().lower()
    text = f"Phòng Nội vụ trả lời phản ánh {row.code} của anh/chị: {outcome}. {row.answer}"
    url = reverse("dossiers:postings")
    _post([row.by], _Said(text, url, f"Trả lời phản ánh {row.code}"), row, "answered")


def _people_of_body(row: Consultation) -> list[User]:
    if row.unit is None:
        return []
    return [
        person
        for right in ("confirm_dossiers", "file_dossiers")
        for person in holders_of(row.unit, right)
    ]


def _people_of_unit(dossier: Dossier) -> list[User]:
    return [
        person
        for right in ("file_dossiers", "confirm_dossiers")
        for person in holders_of(dossier.unit, right)
    ]


def _post(people: Iterable[User], words: _Said, row: Model, step: str) -> None:
    """One message a person for this step of this row, whoever delivers it twice."""
    told = {person.pk: person for person in people}
    outbox.post(
        [Message(person, *words) for person in told.values()],
        f"{row._meta.label_lower}:{row.pk}:{step}",
        clock.now(),
    )
