"""What members say: a name stands beside it in an open vote, never in a secret one."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from council.models.case import CouncilCase
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class Tally(models.Model):
    """The box of one secret case: who has voted, and how often each line was chosen how.

    One row, rewritten whole by every ballot: nothing in the database leads from a ballot to a
    voter, and no row has a history. `voted` is sorted, so that it tells no order either. `counts`:
    {line: [agree, disagree, abstain]}.
    """

    case = models.OneToOneField(CouncilCase, models.PROTECT, primary_key=True, related_name="tally")
    voted = ArrayField(models.BigIntegerField(), verbose_name="đã bỏ phiếu", default=list)
    counts = models.JSONField("số phiếu", default=dict)

    class Meta:
        verbose_name = "hòm phiếu"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.case}: {len(self.voted)}"


class Ballot(models.Model):
    """A named ballot of an open vote or a written opinion. A trigger refuses one in a secret case.

    `choices`: {line: agree | disagree | abstain}.
    """

    case = models.ForeignKey(CouncilCase, models.PROTECT, related_name="ballots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    choices = models.JSONField("ý kiến từng dòng")
    words = LongTextField("ý kiến bằng văn bản", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cast_at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "phiếu ghi tên"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"],
                name="one_ballot_a_member_and_case",
                violation_error_message="Thành viên này đã có phiếu.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_name_on_a_secret_ballot",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("how", "text")],
                func=f"""
                    SELECT form INTO how FROM council_councilcase WHERE id = NEW.case_id;
                    IF how = '{VoteForm.SECRET.value}' THEN
                        RAISE EXCEPTION 'a secret ballot bears no name'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - a word of our own enum
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.case}"

    @property
    def is_written(self) -> bool:
        """Written down by the secretary from a paper, not cast by the member."""
        return self.recorded_by_id != self.person_id
