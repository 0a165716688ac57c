"""Answers to the criteria of a plan, each with where it was read."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import CriterionVerdict
from dossiers.models import Attachment, CriterionAnswer, Dossier, Nomination
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_text
from units.models import User


def answer(
    line: Nomination,
    *,
    asked: str,
    verdict: str,
    words: str,
    by: User,
    is_of_all: bool = False,
    file: Attachment | None = None,
    page: int | None = None,
) -> CriterionAnswer:
    """Writes the officer's answer for one line, or for the whole list; a new one replaces it.

    An answer for the whole list leaves what was answered for single lines.
    """
    words = clean_text(words)
    with transaction.atomic():
        dossier = workflow.lock(Dossier, line.dossier_id)
        if not dossier_rules.can_give_verdicts(by, dossier):
            if by.has_perm("dossiers.appraise_any") and dossier.officer_id == by.pk:
                raise Refused(
                    f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên chưa ghi được "
                    "kết quả tiêu chí."
                )
            raise PermissionDenied
        if verdict not in CriterionVerdict.values:
            raise Refused(About("Chọn «Đạt», «Không đạt» hoặc «Chưa rõ».", "verdict"))
        if verdict != CriterionVerdict.MET and not words:
            raise Refused(About("Ghi vì sao chưa đạt hoặc chưa rõ.", "words"))
        row, _ = CriterionAnswer.objects.update_or_create(
            dossier=dossier,
            line=None if is_of_all else line,
            asked=asked,
            defaults={
                "verdict": verdict,
                "words": words,
                "file": file,
                "page": page if file else None,
                "by": by,
                "answered_at": clock.now(),
            },
        )
        if is_of_all:  # the answer that was read on this line's sheet gives way to the common one
            dossier.criterion_answers.filter(line=line, asked=asked).delete()
    return row
