"""Units chosen among many: in groups of clusters, found while typing (static/js/picker.js)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from nganam_awards.core.text import fold, search_terms
from units.enums import UnitKind
from units.models import Cluster, Unit


FIND, NARROW, TICK = "tim-don-vi", "loc", "chon-ca"
_KINDS = list(UnitKind)


class UnitGroup:
    """Units of one cluster, or of one kind where they belong to none."""

    def __init__(self, units: list[Unit]) -> None:
        body: Cluster | UnitKind = units[0].cluster or UnitKind(units[0].kind)
        is_cluster = isinstance(body, Cluster)
        self.key = body.code if is_cluster else body.value
        self.label = body.name if is_cluster else body.label
        self.noun = body.get_kind_display().lower() if is_cluster else "nhóm"
        self.units = units


def groups_of(units: Iterable[Unit]) -> list[UnitGroup]:
    """The units in the order of the town's letters; each needs its cluster."""

    def place(unit: Unit) -> tuple:
        if unit.cluster:
            return (0, unit.cluster.name, unit.sort_key)
        return (1, _KINDS.index(unit.kind), unit.sort_key)

    found = []
    for _, members in groupby(sorted(units, key=place), key=lambda unit: place(unit)[:2]):
        found.append(UnitGroup(list(members)))
    return found


def words_of(unit: Unit) -> str:
    """What a search compares: the name as spoken and as written, and the code, folded."""
    return fold(f"{unit.short_name} {unit.name} {unit.code}")


def is_found(unit: Unit, terms: list[str]) -> bool:
    """Every typed word stands in the unit's words."""
    words = words_of(unit)
    return all(term in words for term in terms)


def is_narrowed(data: QueryDict) -> bool:
    """Without script the server narrows the list and ticks a whole group; nothing is saved."""
    return NARROW in data or TICK in data


class _Grouped(ModelChoiceIterator):
    """Choices under the names of their clusters."""

    def __iter__(self) -> Iterator[tuple]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for group in groups_of(self.queryset.select_related("cluster")):
            yield (group.label, [self.choice(unit) for unit in group.units])


class _Scripted:
    class Media:
        css = {"all": ["css/picker.css"]}
        js = [forms.Script("js/picker.js", defer=True)]


class UnitSelect(_Scripted, forms.Select):
    """One unit: a list in groups, which the script turns into a box to type in."""

    def __init__(self, attrs: dict | None = None, **kwargs: object) -> None:
        super().__init__({"data-picker": "", **(attrs or {})}, **kwargs)


class UnitField(forms.ModelChoiceField):
    """One unit among many."""

    widget = UnitSelect
    iterator = _Grouped

    def label_from_instance(self, unit: Unit) -> str:
        return unit.short_name


class UnitBoxes(_Scripted, forms.SelectMultiple):
    """Several units: boxes in groups, those chosen above them, a search that narrows."""

    asks_server = False  # does the page's view answer «Lọc» and «Chọn cả cụm» without script?
    words = ""

    def render(
        self, name: str, value: object, attrs: dict | None = None, renderer: object = None
    ) -> SafeString:
        """The partial, with what is ticked now."""
        ticked = {str(getattr(one, "pk", one)) for one in value or []}
        groups = groups_of(self.choices.queryset.select_related("cluster"))
        terms = search_terms(self.words)
        shown = []
        for group in groups:
            rows = [
                (unit, str(unit.pk) in ticked, words_of(unit))
                for unit in group.units
                if str(unit.pk) in ticked or is_found(unit, terms)
            ]
            if rows:
                shown.append((group, rows))
        context = {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "groups": shown,
            "chosen": [unit for _, rows in shown for unit, is_ticked, _ in rows if is_ticked],
            "words": self.words,
            "told_by": (attrs or {}).get("aria-describedby", ""),
            "is_found": bool(shown),
            "asks_server": self.asks_server,
            "fields": {"find": FIND, "narrow": NARROW, "tick": TICK},
        }
        return SafeString(render_to_string("_picker.html", context))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The label leads to the search box."""
        return id_


class UnitsField(forms.ModelMultipleChoiceField):
    """Several units among many."""

    widget = UnitBoxes

    def typed(self, data: QueryDict, name: str) -> list[str]:
        """What is ticked after «Chọn cả cụm»; the words of «Lọc» are kept for the page."""
        self.widget.words = data.get(FIND, "")
        ticked = data.getlist(name)
        for group in groups_of(self.queryset.select_related("cluster")):
            if group.key == data.get(TICK):
                ticked += [str(unit.pk) for unit in group.units]
        return ticked
