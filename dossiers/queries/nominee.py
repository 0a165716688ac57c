"""What is wrong with a nominee as typed: told in one sentence by the form and by a list."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from django.db.models import TextField

from dossiers.models import Dossier, Nomination
from dossiers.queries import initiative as initiative_queries, year_fact
from dossiers.queries.columns import BY_KEY, ON_FORM, TYPED
from honourees.models.honouree import SALUTATIONS
from law.enums import HonoureeKind
from nganam_awards.core.names import (
    fault_of,
    plausible_name,
    proper_body,
    proper_name,
    tidy_name,
)
from nganam_awards.core.text import clean_line, clean_text


_HOUSEHOLD = re.compile(r"^(?:hộ(?: gia đình)?|gia đình)[.:]? +", re.IGNORECASE)
NAME_MISSING = "ghi họ và tên hoặc tên tập thể."


def tidied(kind: str, raw: str) -> tuple[str, str]:
    """The name as papers print it, and the gender that a form of address before it told."""
    if kind == HonoureeKind.COLLECTIVE:
        return raw, ""
    if kind == HonoureeKind.HOUSEHOLD:  # papers write «Hộ» before it themselves
        raw = _HOUSEHOLD.sub("", raw)
    name, salutation = tidy_name(raw)
    return name, SALUTATIONS.get(salutation, "")


def tidy(line: Nomination) -> Nomination:
    """Text as forms store it, whoever brings it: one form, nothing invisible (law 10)."""
    for name, tidied_by in _typed().items():
        value = getattr(line, name)
        if isinstance(value, str):
            setattr(line, name, tidied_by(value))
    initiative_queries.fill(line)
    return line


@cache
def _typed() -> dict[str, Callable[[str], str]]:
    """{where a line keeps it: how it is tidied}, asked of each of 5,000 lines."""
    fields = map(Nomination._meta.get_field, TYPED)
    return {
        field.attname: clean_text if isinstance(field, TextField) else clean_line
        for field in fields
    }


def complaints(
    kind: str, values: Mapping[str, object], merit_year: int | None = None
) -> Iterator[tuple[str, str]]:
    """(key, sentence) of what does not fit the kind, or two columns say against each other.

    `values`: {key: what was read}; a cell that could not be read is not there at all.
    """
    whose = HonoureeKind(kind)
    for column in ON_FORM:
        if kind not in column.kinds and values.get(column.key) not in {None, ""}:
            yield column.key, f"{whose.label} không ghi «{column.label}»; xóa ô này."
    name = values.get("full_name")
    if name and kind == HonoureeKind.PERSON and (fault := fault_of(name)):
        yield "full_name", fault.told
    elif name and kind == HonoureeKind.PERSON and not plausible_name(name):
        told = f"«{name}» không giống họ và tên một người; nếu là tập thể hoặc hộ gia đình, "
        yield "full_name", f"{told}ghi rõ ở «{BY_KEY['kind'].label}»."
    award = values.get("award_type")
    if award and not award.can_go_to(kind):
        yield "award_type", f"{award.name} không dành cho {whose.noun}."
    if "votes_for" in values and "votes_total" in values:
        yield from _of_votes(values["votes_for"], values["votes_total"])
    yield from year_fact.complaints(kind, values, merit_year)


def meant_name(kind: str, name: str) -> str:
    """How the name is probably written, offered for one click; empty: as it stands."""
    if kind == HonoureeKind.PERSON and (fault := fault_of(name)):
        return fault.meant
    proper = proper_body(name) if kind == HonoureeKind.COLLECTIVE else proper_name(name)
    return proper if proper != name else ""


def _of_votes(agreed: int | None, total: int | None) -> Iterator[tuple[str, str]]:
    if agreed is not None and total is None:
        yield "votes_total", "ghi tổng số phiếu."
    elif total is not None and agreed is None:
        yield "votes_for", "ghi số phiếu đồng ý."
    elif total is not None and agreed > total:
        yield "votes_for", f"{agreed} phiếu đồng ý nhiều hơn tổng số {total} phiếu."


def stands_already(dossier: Dossier, line: Nomination) -> bool:
    """The same honouree for the same award on the list: a second click, or a slip."""
    same = dossier.nominations.on_list().filter(
        honouree_kind=line.honouree_kind,
        full_name=line.full_name,
        birth_year=line.birth_year,
        birth_date=line.birth_date,
        award_type=line.award_type_id,
    )
    return same.exclude(pk=line.pk).exists()
