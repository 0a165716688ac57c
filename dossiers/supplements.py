"""What a supplement changed: the dossier as it was when asked, beside the dossier as it is now."""

from collections.abc import Iterator
from dataclasses import dataclass

from dossiers.models import Dossier, Nomination


# What the unit may still write on a filed line; award and kind hold a place and stay (law 7).
LINE_FIELDS = (
    "full_name",
    "gender",
    "birth_date",
    "birth_year",
    "position",
    "working_unit",
    "group",
    "headcount",
    "achievement",
    "votes_for",
    "votes_total",
    "rating",
    "service_months",
    "initiative",
    "discipline",
)


@dataclass(frozen=True)
class Change:
    """One thing that reads otherwise now; an empty side was not there."""

    where: str
    what: str
    old: str
    new: str


def snapshot(dossier: Dossier) -> dict:
    """The dossier in words, to be compared with later; frozen when more is asked."""
    return {
        "title": dossier.title,
        "summary": dossier.summary,
        "lines": {
            str(line.pk): {"name": line.full_name, "says": _line_words(line)}
            for line in dossier.nominations.on_list()
        },
        "papers": {
            str(paper.pk): {"part": paper.get_part_display(), "name": paper.name}
            for paper in dossier.attachments.current()
        },
    }


def changes(before: dict, now: dict) -> list[Change]:
    """From one snapshot to the other, in the order in which a dossier is read."""
    return [*_of_text(before, now), *_of_lines(before, now), *_of_papers(before, now)]


def changes_of(dossier: Dossier) -> list[Change]:
    """What was changed since more was asked: as it was sent, or as it stands now."""
    asked = dossier.supplement
    if asked.changes is not None:
        return [Change(**change) for change in asked.changes]
    return changes(asked.before, snapshot(dossier))


def _of_text(before: dict, now: dict) -> Iterator[Change]:
    for key, what in (("title", "Tên hồ sơ"), ("summary", "Tóm tắt")):
        if before[key] != now[key]:
            yield Change("Hồ sơ", what, before[key], now[key])


def _of_lines(before: dict, now: dict) -> Iterator[Change]:
    for pk, old in before["lines"].items():
        new = now["lines"].get(pk)
        if new is None:
            yield Change(old["name"], "Danh sách", "Có trong danh sách", "Đã rút")
            continue
        for what in sorted({*old["says"], *new["says"]}, key=_LABELS.index):
            one, other = old["says"].get(what, ""), new["says"].get(what, "")
            if one != other:
                yield Change(old["name"], what, one, other)


def _of_papers(before: dict, now: dict) -> Iterator[Change]:
    for pk, old in before["papers"].items():
        if pk not in now["papers"]:
            yield Change("Giấy tờ", old["part"], old["name"], "")
    for pk, new in now["papers"].items():
        if pk not in before["papers"]:
            yield Change("Giấy tờ", new["part"], "", new["name"])


def _label(name: str) -> str:
    label = str(Nomination._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _line_words(line: Nomination) -> dict[str, str]:
    """{label: words} of what is filled in."""
    words = {}
    for name in LINE_FIELDS:
        shown = getattr(line, f"get_{name}_display", None)
        value = shown() if shown else getattr(line, name)
        if value not in {None, ""}:
            words[_label(name)] = f"{value:%d/%m/%Y}" if name == "birth_date" else str(value)
    return words


_LABELS = [_label(name) for name in LINE_FIELDS]
