"""What a supplement changed: the dossier as it was when asked, beside the dossier as it is now."""

from collections.abc import Iterator

from dossiers.models import Attachment, Dossier, Nomination, Supplement
from dossiers.queries.column import field_label, field_words
from dossiers.queries.columns import OF_THE_YEAR, PARTICULARS
from dossiers.queries.diff import Told, of_rows
from nganam_awards.core import clock
from nganam_awards.documents import diff
from nganam_awards.documents.diff import Change
from nganam_awards.documents.version import Versions


# What the unit may still write on a filed line; award and kind hold a place and stay (law 7).
_WRITTEN = (*PARTICULARS, *OF_THE_YEAR)
_OF_TEXT = {"title": "Tên hồ sơ", "summary": "Tóm tắt"}


def _to_second(snapshot_: dict) -> None:
    """Snapshots once did not know the papers that the portal writes."""
    snapshot_.setdefault("written", {})


def _to_third(snapshot_: dict) -> None:
    """Snapshots once kept words alone, not the rows that the town reads on."""
    snapshot_.setdefault("rows", None)


VERSIONS = Versions((_to_second, _to_third))


def snapshot(dossier: Dossier) -> dict:
    """The dossier in words, to be compared with later; frozen when more is asked."""
    words = {
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
    return VERSIONS.stamped(words)


def sent_rows(supplement: Supplement) -> dict | None:
    """The rows as they were when more was asked; None from a release that kept words alone."""
    return VERSIONS.read(supplement.before)["rows"]


def was_there(supplement: Supplement, attachment: Attachment) -> bool:
    """Whether the paper stood in the dossier when more was asked."""
    return str(attachment.pk) in VERSIONS.read(supplement.before)["papers"]


def changes_since(supplement: Supplement) -> list[Change]:
    """From the snapshot to the dossier as it stands now, in the order in which it is read."""
    before, now = map(VERSIONS.read, (supplement.before, snapshot(supplement.dossier)))
    return [
        *diff.fields("Hồ sơ", _OF_TEXT, before, now),
        *_of_lines(before, now),
        *_of_papers(before, now),
        *_of_written(before, now),
    ]


def changes_of(dossier: Dossier) -> list[Change]:
    """What was changed since more was asked: as it was sent, or as it stands now."""
    asked = dossier.supplement
    if asked.changes is not None:
        return [Change(**change) for change in asked.changes]
    return changes_since(asked)


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
    old, new = before["papers"], now["papers"]
    found = diff.rows(old, new)
    for pk in found.dropped:
        yield Change("Giấy tờ", old[pk]["part"], old[pk]["name"], "")
    for pk in found.added:
        yield Change("Giấy tờ", new[pk]["part"], "", new[pk]["name"])


def _of_written(before: dict, now: dict) -> Iterator[Change]:
    """Papers that the portal wrote anew."""
    old, new = before["written"], now["written"]
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
