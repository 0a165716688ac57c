"""The dry run before approval: exactly what an approval of several plans would do, as facts.

The facts are what the Chairman was shown; the confirmation carries them, signed, and is compared
with the same facts read again under the locks. Whatever differs is told and nothing is approved.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.core import signing

from campaigns.models import AwardPlan, PlanEvent, Quota
from campaigns.papers.announcement import ANNOUNCEMENT_SERIES
from campaigns.queries import cut as cut_queries
from campaigns.queries.lateness import Lateness, lateness_of
from campaigns.rules import plan as plan_rules
from campaigns.services.announcement import issuer_on
from campaigns.workflow import FLOW, PlanAction
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.diff import parts, rows
from units.models import User


SALT = "campaigns.approval"
FORGOTTEN_AFTER = 24 * 3600  # seconds; another day is another dry run anyway


class Wanted(NamedTuple):
    """What the Chairman wants for one plan: smaller numbers, why so late, his words."""

    plan: AwardPlan
    limits: Mapping[int, int]
    late_reason: str = ""
    note: str = ""


def blockers(wanted: Wanted, today: date) -> list[str]:
    """Why this plan cannot be approved so today."""
    found = plan_rules.approval_blockers(wanted.plan, today, wanted.late_reason)
    return found + cut_queries.blockers(wanted.plan.quotas.all(), wanted.limits)


def facts(wanted: Iterable[Wanted], by: User, today: date) -> dict:
    """Everything that the dry run shows, as plain JSON, the plans in the order of their keys.

    Plans need campaign and organiser, quotas and events.
    """
    issuer, ruled = issuer_on(today, by), regime_queries.rule_set_on(today)
    titles = " ".join(issuer.signatory.title_lines.splitlines())
    return {
        "by": by.pk,
        "day": today.isoformat(),
        "series": f"{ANNOUNCEMENT_SERIES}-{issuer.authority.symbol}",
        "signed": f"{titles} {issuer.signatory.full_name}",
        "plans": [
            _plan_facts(one, ruled.cutoff_in(one.plan.review_year), today)
            for one in sorted(wanted, key=lambda wish: wish.plan.pk)
        ],
    }


def sealed(shown: dict) -> str:
    """The facts as the confirmation carries them: nobody can write in them."""
    return signing.dumps(shown, salt=SALT, compress=True)


def unsealed(value: str) -> dict:
    """The facts that the page carried. Raises Refused where it was no page of ours, or too old."""
    try:
        return signing.loads(value, salt=SALT, max_age=FORGOTTEN_AFTER)
    except signing.BadSignature as broken:
        raise Refused("Trang xem trước đã cũ. Xem trước lại rồi duyệt.") from broken


def wanted_again(shown: dict, plans: Mapping[int, AwardPlan]) -> list[Wanted]:
    """The same wish for the rows as they stand now; rows that are gone keep their wish."""
    return [
        Wanted(
            plans[told["plan"]],
            {row["quota"]: row["limit"] for row in told["rows"]},
            told["reason"],
            told["note"],
        )
        for told in shown["plans"]
        if told["plan"] in plans
    ]


def is_same_click(shown: dict, plans: Mapping[int, AwardPlan], by: User) -> bool:
    """The same person confirmed the same dry run a moment ago."""
    later = [
        list(plans[told["plan"]].events.filter(pk__gt=told["event"]).order_by("pk"))
        for told in shown["plans"]
        if told["plan"] in plans
    ]
    return bool(later) and all(
        events and (events[0].action, events[0].by_id) == (PlanAction.APPROVE, by.pk)
        for events in later
    )


def diff(shown: dict, now: dict, plans: Mapping[int, AwardPlan]) -> list[str]:
    """What changed between the page and this instant, each as a sentence."""
    found = []
    if shown["day"] != now["day"]:
        day = date.fromisoformat(now["day"])
        found.append(f"Hôm nay đã là {day:%d/%m/%Y}, không còn là ngày trên trang xem trước.")
    if parts(shown, now, ("series", "signed")):
        found.append(f"Thông báo nay thuộc sổ {now['series']}, người ký {now['signed']}.")
    before, after = _by(shown["plans"], "plan"), _by(now["plans"], "plan")
    moved = rows(before, after)
    for pk, told in before.items():
        if pk in moved.dropped:
            found.append(f"{told['name']}: không còn trong danh sách chờ duyệt.")
        elif pk in moved.changed:
            found += _changed(told, after[pk], plans[pk])
    return found


def _plan_facts(wanted: Wanted, cutoff: date, today: date) -> dict:
    plan = wanted.plan
    late = lateness_of(plan, cutoff, today)
    events = list(plan.events.all())
    return {
        "plan": plan.pk,
        "name": str(plan),
        "event": max((event.pk for event in events), default=0),
        "late": late.kind.value if late else "",
        "rows": [
            {
                "quota": row.pk,
                "label": row.label,
                "asked": row.limit,
                "limit": wanted.limits.get(row.pk, row.limit),
            }
            for row in _ordered(plan.quotas.all())
        ],
        "units": sorted(unit.pk for unit in plan.participants.all()),
        "reason": wanted.late_reason.strip() if late else "",
        "note": wanted.note.strip(),
    }


def _ordered(rows: Iterable[Quota]) -> list[Quota]:
    return sorted(rows, key=lambda row: row.pk)


def _changed(told: dict, again: dict, plan: AwardPlan) -> list[str]:
    name, found = told["name"], []
    later = plan.events.filter(pk__gt=told["event"]).select_related("by").order_by("pk")
    found += [f"{name}: {_spoken(event)}." for event in later]
    if told["late"] != again["late"] and again["late"]:
        label = Lateness(again["late"]).label.lower()
        found.append(f"{name}: nay là {label}, cần lý do.")
    before, after = _by(told["rows"], "quota"), _by(again["rows"], "quota")
    for pk in sorted(before.keys() | after.keys()):
        old, new = before.get(pk), after.get(pk)
        if old is None or new is None or old["asked"] != new["asked"]:
            label = (new or old)["label"]
            was = old["asked"] if old else "chưa có"
            found.append(f"{name}: {label} trước là {was}, nay là {new['asked'] if new else 0}.")
    if told["units"] != again["units"]:
        found.append(f"{name}: danh sách đơn vị tham gia đã thay đổi.")
    return found or [f"{name}: nội dung vừa thay đổi."]


def _by(rows_: list[dict], key: str) -> dict[int, dict]:
    return {row[key]: row for row in rows_}


def _spoken(event: PlanEvent) -> str:
    who = event.by.full_name if event.by else "hệ thống"
    when = clock.as_office(event.happened_at)
    return f"{when:%H:%M %d/%m/%Y} {who}: {FLOW.told(event.action).lower()}"
