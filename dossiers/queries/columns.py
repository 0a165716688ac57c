"""What the fields of a line are about; every other list of fields is put together from these."""

from datetime import date

from dossiers.models import Nomination


# What a line draws on: once filed it holds a place and stays (law 7).
PLACE = ("award_type", "honouree_kind")
# Who they are: the same on every line of one person, and next year.
PARTICULARS = (
    "full_name",
    "gender",
    "birth_date",
    "birth_year",
    "position",
    "working_unit",
    "group",
    "headcount",
)
# What they did in the year of merit, and what was said of it.
OF_THE_YEAR = (
    "achievement",
    "votes_for",
    "votes_total",
    "rating",
    "service_months",
    "initiative",
    "discipline",
)
# What a form or a list writes.
TYPED = (*PLACE, *PARTICULARS, *OF_THE_YEAR)
# Whom of the register the unit means by it.
RECORD = ("honouree", "identity")
_BIRTH = ("birth_date", "birth_year")
# What a list says of somebody who stands there already: never another birth, it would be another.
MERGED = tuple(name for name in (*PARTICULARS, *OF_THE_YEAR) if name not in _BIRTH)


def copied(line: Nomination, *names: str) -> dict[str, object]:
    """Values to make another line from; rows that a line points at stay behind their keys."""
    attnames = (Nomination._meta.get_field(name).attname for name in names)
    return {name: getattr(line, name) for name in attnames}


def as_plain(line: Nomination) -> dict[str, object]:
    """The line with its place in the list, as values that a session or a JSON column keeps."""
    kept = copied(line, *TYPED, *RECORD, "order")
    born = kept["birth_date"]
    return {**kept, "birth_date": born.isoformat() if born else None}


def from_plain(kept: dict[str, object]) -> Nomination:
    """The line again, on no list yet."""
    born = kept.get("birth_date")
    return Nomination(**{**kept, "birth_date": date.fromisoformat(born) if born else None})
