"""The step machine: the two doors through which a state changes (law 1).

An app draws its map once, as `ARROWS` of a `Flow`. `step` and `step_many` lock the row, check the
arrow, the right and the facts, write the event before the state and tell the world after commit.
The database holds the same map in triggers built from the same arrows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import pgtrigger
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from nganam_awards.core import clock, memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.long_text import require_short
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.registry import step_listeners
from nganam_awards.core.update import update_each


class Right(NamedTuple):
    """Whose hand a step needs: a permission and where it is asked.

    `on` is the path from the row to the unit (or campaign) that must have granted it; empty means
    an office right that counts everywhere.
    """

    permission: str
    on: str = ""


STAYS = ()  # where an act leads that is recorded like a step and moves nothing


class Arrow(NamedTuple):
    """One step of the map. `right` None: a consequence of another step, taken by no button.

    `target` STAYS: the row stays where it stands, and its event says what was done there.
    `todo` is what the home page calls it, where the work before it is more than its button.
    """

    sources: tuple[str, ...]
    target: str | tuple[str, ...]
    right: Right | None
    label: str
    done: str = ""
    todo: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """Where the step may lead; more than one only where it returns to where it came from."""
        return (self.target,) if isinstance(self.target, str) else tuple(self.target)

    def targets_from(self, source: str) -> tuple[str, ...]:
        """The same for a row that stands at `source`."""
        return self.targets or (source,)


@dataclass(frozen=True)
class Flow:
    """A map of states: where a row starts, and every legal step."""

    initial: str
    arrows: Mapping[str, Arrow] = field(default_factory=dict)

    def pairs(self) -> list[tuple[str, str]]:
        """Every legal (from, to), for the trigger and the drawings."""
        return sorted(
            {(str(s), str(t)) for a in self.arrows.values() for s in a.sources for t in a.targets}
        )

    def from_state(self, state: str) -> list[str]:
        """Steps that a person may choose where the row stands."""
        return [k for k, arrow in self.arrows.items() if state in arrow.sources and arrow.right]

    def todo(self, action: str) -> str:
        """The step as a verb, for whoever has it before them."""
        arrow = self.arrows[action]
        return arrow.todo or arrow.label

    def told(self, action: str) -> str:
        """The step in the past tense, for timelines and messages."""
        arrow = self.arrows[action]
        return arrow.done or arrow.label


May = Callable[[object, str, models.Model], bool]


def holds(user: object, right: Right, row: models.Model) -> bool:
    """Does the person hold the right, today, where this row asks it?"""
    if user is None or not right.on:
        return user is not None and user.has_perm(right.permission)
    place = row
    for name in right.on.split("."):
        place = getattr(place, name)
    return user.has_perm(right.permission, place)


def seen_mark(row: models.Model) -> int:
    """What a page puts into its forms: the last step it showed (0: none yet)."""
    return row.events.newest_first().values_list("pk", flat=True).first() or 0


def portal(*_: object) -> bool:
    """Who may: the portal itself, where the step follows from another one or from the clock."""
    return True


@contextmanager
def step(
    row: models.Model,
    action: str,
    *,
    by: object,
    may: May,
    note: str = "",
    seen: int | None = None,
    to: str | None = None,
    facts: dict | None = None,
) -> Iterator[models.Model]:
    """Lock the row, check arrow and right, yield it for the facts, then record and move it.

    `by` None is the portal itself (a consequence or the clock). `seen` is the mark of the page the
    person acted on. Raises Refused, Stale, AlreadyDone, PermissionDenied; nothing is written then.
    """
    require_short(note)
    with transaction.atomic():
        locked = lock(type(row), row.pk)
        if seen is not None:
            _check_freshness(locked, action, by, seen)
        target = _check(locked, action, by=by, may=may, to=to)
        yield locked
        event = locked.events.model(
            **_event_fields(locked, action, target, by=by, note=note, facts=facts or {})
        )
        event.save()
        locked.state = target
        locked.save()
        row.state = target
        after_commit(_tell, [event])


def step_many(
    rows: Iterable[models.Model],
    action: str,
    *,
    by: object,
    may: May,
    note: str = "",
    to: str | None = None,
    prepare: Callable[[models.Model], dict] | None = None,
    fields: Iterable[str] = (),
) -> list[models.Model]:
    """Take one step with many rows of one model: the same checks a row, one UPDATE in all.

    `prepare(row)` sets the fields named in `fields` and returns the event's facts; what it raises
    stops everything.
    """
    rows = list(rows)
    if not rows:
        return []
    require_short(note)
    model = type(rows[0])
    with transaction.atomic():
        locked = lock_many(model, [row.pk for row in rows])
        moment, events = clock.now(), []
        for row in locked:
            target = _check(row, action, by=by, may=may, to=to)
            facts = prepare(row) if prepare else {}
            events.append(
                model.events.rel.related_model(
                    **_event_fields(
                        row, action, target, by=by, note=note, facts=facts or {}, at=moment
                    )
                )
            )
            row.state = target
        type(events[0]).objects.bulk_create(events)
        _write(locked, list(fields))
        moved = {row.pk: row.state for row in locked}
        for row in rows:
            row.state = moved[row.pk]
        after_commit(_tell, events)
    return locked


def lock(model: type[models.Model], pk: int) -> models.Model:
    """The row, locked until the transaction ends."""
    return model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=pk)


def lock_many(model: type[models.Model], pks: Iterable[int]) -> list[models.Model]:
    """The rows, locked in the order of their keys (law 14)."""
    rows = model._base_manager.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(pk__in=list(pks)).order_by("pk"))


def state_triggers(
    flow: Flow, event_table: str, owner_column: str, *, when: pgtrigger.When = pgtrigger.Before
) -> list[pgtrigger.Trigger]:
    """The map in the database: legal pairs, the event first, every row born at the start.

    A table with generated columns has its steps checked `when=pgtrigger.After` the statement has
    written: where a trigger stands before it, PostgreSQL computes those columns at every update.
    """
    return [
        pgtrigger.Trigger(
            name="legal_step",
            when=when,
            operation=pgtrigger.Update,
            condition=_leaves_the_map(flow),
            func="""
                RAISE EXCEPTION 'Invalid transition of field "state" from "%" to "%" on table %',
                    OLD.state, NEW.state, TG_TABLE_NAME;
            """,
        ),
        pgtrigger.Trigger(
            name="state_follows_event",
            when=when,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
            declare=[("said", "text")],
            func=f"""
                SELECT source || ' > ' || target INTO said FROM {event_table}
                    WHERE {owner_column} = NEW.id ORDER BY id DESC LIMIT 1;
                IF said IS DISTINCT FROM OLD.state || ' > ' || NEW.state THEN
                    RAISE EXCEPTION 'state without its event: % > % (newest event: %)',
                        OLD.state, NEW.state, said USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            """,  # noqa: S608 - table and column are names of our own models
        ),
        pgtrigger.Trigger(
            name="starts_at_the_start",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=~pgtrigger.Q(new__state=flow.initial),
            func=f"""
                RAISE EXCEPTION 'a new row starts as {flow.initial}, not as %', NEW.state
                    USING ERRCODE = 'check_violation';
            """,
        ),
    ]


def _leaves_the_map(flow: Flow) -> pgtrigger.Condition:
    """Asked of every row that is written, so without a call: only a wrong step makes one."""
    pairs = ",".join(f'"{source} > {target}"' for source, target in flow.pairs())
    return pgtrigger.Condition(
        "OLD.state IS DISTINCT FROM NEW.state "
        f"AND OLD.state || ' > ' || NEW.state <> ALL ('{{{pairs}}}'::text[])"
    )


def _check(row: models.Model, action: str, *, by: object, may: May, to: str | None) -> str:
    arrow = row.FLOW.arrows[action]
    if row.state not in arrow.sources:
        raise Refused(
            f"{_named(row)} đang ở trạng thái «{row.get_state_display()}» nên không thể "
            f"«{arrow.label.lower()}». Tải lại trang để xem việc gì vừa xảy ra."
        )
    if arrow.right is not None and not may(by, action, row):
        raise PermissionDenied
    stands = arrow.target or row.state
    target = stands if to is None else to
    if target not in arrow.targets_from(row.state):
        raise ValueError(f"{action} does not lead to {target}")
    return str(target)


def _check_freshness(row: models.Model, action: str, by: object, seen: int) -> None:
    later = list(row.events.filter(pk__gt=seen).select_related("by").order_by("pk"))
    if not later:
        return
    first, *consequences = later
    is_same_click = first.by_id == by.pk and first.action == action
    if is_same_click and all(event.by_id is None for event in consequences):
        raise AlreadyDone(f"Bước «{row.FLOW.told(action)}» đã được ghi nhận trước đó.")
    told = "; ".join(
        f"{clock.as_office(e.happened_at):%H:%M %d/%m/%Y} "
        f"{e.by.full_name if e.by else 'hệ thống'}: {row.FLOW.told(e.action).lower()}"
        for e in later
    )
    raise Stale(
        f"{_named(row)} vừa thay đổi sau khi anh/chị mở trang: {told}. "
        "Xem lại nội dung mới bên dưới rồi thực hiện lại nếu còn cần."
    )


def _write(rows: list[models.Model], fields: list[str]) -> None:
    """One UPDATE for all; plain where every row gets the same."""
    states = {row.state for row in rows}
    if fields or len(states) > 1:
        update_each(rows, ["state", *fields])
    else:
        same = type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows])
        same.update(state=states.pop())


def _event_fields(
    row: models.Model,
    action: str,
    target: str,
    *,
    by: object,
    note: str,
    facts: dict,
    at: datetime | None = None,
) -> dict:
    owner = row._meta.get_field("events").field.name
    return {
        owner: row,
        "action": str(action),
        "source": str(row.state),
        "target": str(target),
        "by": by,
        "note": note,
        "facts": facts,
        "happened_at": at or clock.now(),
    }


def _named(row: models.Model) -> str:
    name = str(row._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _tell(events: list[models.Model]) -> None:
    memo.forget_all()
    for event in events:
        for listener in step_listeners:
            listener(event)
