"""What a supplement changed: the dossier as it was when asked, beside the dossier as it is now."""

from collections.abc import Iterator

from dossiers.models import Dossier, Nomination
from dossiers.queries.change import Change, Told, of_rows
from dossiers.queries.column import field_label, field_words
from dossiers.queries.columns import OF_THE_YEAR, PARTICULARS
from nganam_awards.core import clock


# What the unit may still write on a filed line; award and kind hold a place and stay (law 7).
_WRITTEN = (*PARTICULARS, *OF_THE_YEAR)


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
        "written": {
            str(paper.pk): {
                "name": paper.title,
                "at": f"soạn lúc {clock.as_office(paper.written_at):%H:%M, %d/%m/%Y}",
            }
            for paper in dossier.written.select_related("line")
        },
    }


def changes(before: dict, now: dict) -> list[Change]:
    """From one snapshot to the other, in the order in which a dossier is read."""
    return [
        *_of_text(before, now),
        *_of_lines(before, now),
        *_of_papers(before, now),
        *_of_written(before, now),
    ]


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
    return of_rows(_told(before), _told(now), gone="Đã rút")


def _told(snapshot_: dict) -> dict[str, Told]:
    """Lines with what they say in the order of the form: stored JSON keeps no order of keys."""
    return {
        pk: Told(
            line["name"], {what: line["says"][what] for what in _LABELS if what in line["says"]}
        )
        for pk, line in snapshot_["lines"].items()
    }


def _of_papers(before: dict, now: dict) -> Iterator[Change]:
    for pk, old in before["papers"].items():
        if pk not in now["papers"]:
            yield Change("Giấy tờ", old["part"], old["name"], "")
    for pk, new in now["papers"].items():
        if pk not in before["papers"]:
            yield Change("Giấy tờ", new["part"], "", new["name"])


def _of_written(before: dict, now: dict) -> Iterator[Change]:
    """Papers that the portal wrote anew; snapshots of earlier versions do not know them."""
    old, new = before.get("written", {}), now["written"]
    for pk in {**old, **new}:
        one, other = old.get(pk), new.get(pk)
        if one != other:
            name = (other or one)["name"]
            yield Change(name, "Văn bản", one["at"] if one else "", other["at"] if other else "")


def _line_words(line: Nomination) -> dict[str, str]:
    """{label: words} of what is filled in."""
    told = ((field_label(name), field_words(line, name)) for name in _WRITTEN)
    return {label: words for label, words in told if words}


_LABELS = [field_label(name) for name in _WRITTEN]
