"""What is wrong with a form: how its summary tells it, and how a refusal gets beside a field."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.forms import BaseForm, BaseFormSet, BoundField

from nganam_awards.core.refusals import AlreadyDone, Beside, Refused, Stale
from nganam_awards.core.sentence import RELOAD, fields_of, lowered


class Way(NamedTuple):
    """A link of the summary: what it is called, and where it leads."""

    label: str
    href: str


class Mistake(NamedTuple):
    """One sentence; without ways it concerns the form as a whole."""

    words: str
    ways: tuple[Way, ...] = ()

    @property
    def names_its_field(self) -> bool:
        """Whether the sentence itself can be the link."""
        return len(self.ways) == 1 and lowered(self.ways[0].label) in self.words.lower()


def mistakes(shown: object) -> list[Mistake]:
    """Of a form, a formset or several of them, in the order of the page."""
    found: dict[str, tuple[Way, ...]] = {}
    for words, way in _told(shown):
        found[words] = (*found.get(words, ()), *([way] if way else []))
    return [Mistake(words, tuple(dict.fromkeys(ways))) for words, ways in found.items()]


def _told(shown: object) -> Iterator[tuple[str, Way | None]]:
    if isinstance(shown, BaseForm):
        yield from _of_form(shown, "")
    elif isinstance(shown, BaseFormSet):
        yield from ((words, None) for words in shown.non_form_errors() if shown.is_bound)
        for number, form in enumerate(shown.forms, start=1):
            yield from _of_form(form, f"Dòng {number}, ")
    elif isinstance(shown, Iterable) and not isinstance(shown, str):
        for one in shown:
            yield from _told(one)


def _of_form(form: BaseForm, place: str) -> Iterator[tuple[str, Way | None]]:
    if not form.errors:
        return
    if RELOAD in form.non_field_errors():  # nothing typed here would be taken
        yield RELOAD, None
        return
    yield from ((str(words), None) for words in form.non_field_errors())
    for field in form:
        label = f"{place}{lowered(str(field.label))}" if place else str(field.label)
        way = None if field.is_hidden else Way(label, f"#{place_of(field)}")
        yield from ((str(words), way) for words in field.errors)


def place_of(field: BoundField) -> str:
    """The id of the input that takes the focus: the first of several."""
    if not field.use_fieldset:
        return field.id_for_label
    first = next(iter(field.subwidgets), None)
    return first.id_for_label if first else f"div_{field.auto_id}"


def told_beside(
    forms: Sequence[BaseForm | BaseFormSet], call: Callable[[], object], at: str | None = ""
) -> Callable[[], object]:
    """The call; a reason that names its fields is written there, another `at` the first form.

    What is left without a place, and what moved on meanwhile, is refused as before.
    """

    def told() -> object:
        try:
            return call()
        except (AlreadyDone, Stale):
            raise
        except Refused as refusal:
            left = [reason for reason in refusal.reasons if not _is_told(forms, reason)]
            if left and not at:
                raise Refused(*left) from refusal
            if left:
                forms[0].add_error(at, left)
            raise Beside(*refusal.reasons) from refusal

    return told


def _is_told(forms: Sequence[BaseForm | BaseFormSet], reason: str) -> bool:
    found = [
        (form, name)
        for name in fields_of(reason)
        for form in forms
        if isinstance(form, BaseForm) and name in form.fields
    ]
    for form, name in found:
        form.add_error(name, str(reason))
    return bool(found)
