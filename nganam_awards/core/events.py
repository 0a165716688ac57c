"""One event row a step: at once the timeline, the audit entry and the outbox."""

import pgtrigger
from django.conf import settings
from django.db import models

from nganam_awards.core import clock
from nganam_awards.core.long_text import LongTextField


class EventQuerySet(models.QuerySet):
    """Steps in the order in which they happened."""

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-pk")

    def waiting(self) -> "EventQuerySet":
        """Steps nobody has been told of yet."""
        return self.filter(announced_at=None)


class Event(models.Model):
    """A step (bước): who took which, when by the office and by the machine, and why.

    Append-only by trigger; only the mark that it was announced is written later.
    """

    action = models.CharField("bước", max_length=40)
    source = models.CharField("từ trạng thái", max_length=40)
    target = models.CharField("sang trạng thái", max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người làm",
    )
    note = LongTextField("ý kiến", blank=True)
    facts = models.JSONField("chi tiết", default=dict, blank=True)
    happened_at = models.DateTimeField("thời điểm", default=clock.now)
    recorded_at = models.DateTimeField("ghi lúc (giờ máy)", default=clock.machine_now)
    announced_at = models.DateTimeField("đã báo lúc (giờ máy)", null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.source} → {self.target}"


def event_triggers(
    event_table: str, owner_table: str, owner_column: str
) -> list[pgtrigger.Trigger]:
    """Append-only rows, and no event whose row did not move with it (checked at commit)."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name="never_rewritten", exclude=["announced_at"]),
        pgtrigger.Trigger(
            name="event_moves_its_row",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            timing=pgtrigger.Deferred,
            declare=[("newest", "text"), ("standing", "text")],
            # Only the newest event speaks for the present state; earlier ones of the same
            # transaction were each followed by the next. Nearly every event is the newest: where
            # its row stands as it says, nothing else is read.
            func=f"""
                IF EXISTS (SELECT FROM {owner_table}
                        WHERE id = NEW.{owner_column} AND state = NEW.target) THEN
                    RETURN NULL;
                END IF;
                SELECT state, (SELECT target FROM {event_table}
                        WHERE {owner_column} = NEW.{owner_column} ORDER BY id DESC LIMIT 1)
                    INTO standing, newest FROM {owner_table} WHERE id = NEW.{owner_column};
                IF standing IS DISTINCT FROM newest OR newest IS NULL THEN
                    RAISE EXCEPTION 'event without a state: row % stands in %, event says %',
                        NEW.{owner_column}, standing, newest USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            """,  # noqa: S608 - tables and column are names of our own models
        ),
    ]
