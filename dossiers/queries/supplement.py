"""What a supplement changed: the dossier as it was when asked, beside the dossier as it is now."""

from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from dossiers.models import Attachment, Dossier, Nomination, Supplement
from dossiers.queries import member as member_queries
from dossiers.queries.column import field_label, field_words
from dossiers.queries.columns import OF_THE_YEAR, PARTICULARS
from dossiers.queries.diff import Filed, PlacedRow, Told, of_files, of_places, of_rows
from nganam_awards.core import clock
from nganam_awards.documents import diff
from nganam_awards.documents.diff import Change
from nganam_awards.documents.version import Versions


# What the unit may still write on a filed line; award and kind hold a place and stay (law 7).
_WRITTEN = (*PARTICULARS, *OF_THE_YEAR)
GONE, AWARD = "Đã rút", "Hình thức, danh hiệu"
_OF_TEXT = {"title": "Tên hồ sơ", "summary": "Tóm tắt"}


def _to_second(snapshot_: dict) -> None:
    """Snapshots once did not know the papers that the portal writes."""
    snapshot_.setdefault("written", {})


def _to_third(snapshot_: dict) -> None:
    """Snapshots once kept words alone, not the rows that the town reads on."""
    snapshot_.setdefault("rows", None)


def _to_fourth(snapshot_: dict) -> None:
    """Snapshots once knew neither the place and award of a line nor the bytes of a file."""
    for line in snapshot_["lines"].values():
        line.setdefault("kind", "")
        line.setdefault("place", None)
        line.setdefault("award", "")
    for paper in snapshot_["papers"].values():
        paper.setdefault("sha256", "")
        paper.setdefault("pages", None)


VERSIONS = Versions((_to_second, _to_third, _to_fourth))


def snapshot(dossier: Dossier) -> dict:
    """The dossier in words, to be compared with later; frozen when more is asked."""
    lines = list(_on_list(dossier))
    members = member_queries.names_of(lines)
    words = {
        "title": dossier.title,
        "summary": dossier.summary,
        "lines": {
            str(line.pk): {
                "name": line.full_name,
                "kind": line.honouree_kind,
                "place": place,
                "award": line.award_type.name,
                "says": _line_words(line, members.get(line.pk, [])),
            }
            for place, line in enumerate(lines, start=1)
        },
        "papers": {
            str(paper.pk): {
                "part": paper.get_part_display(),
                "name": paper.name,
                "sha256": paper.sha256,
                "pages": paper.page_count,
            }
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
    return changes_between(supplement.before, snapshot(supplement.dossier))


def words_then(supplement: Supplement) -> dict:
    """The dossier in words as it stood when more was asked, for `changes_between`."""
    return supplement.before


def changes_between(before: dict, now: dict, *, without: Collection[int] = ()) -> list[Change]:
    """From one stored snapshot to another; `without`: lines that were known to have gone."""
    before, now = map(VERSIONS.read, (before, now))
    for pk in without:
        before["lines"].pop(str(pk), None)
    return [
        *diff.fields("Hồ sơ", _OF_TEXT, before, now),
        *_of_lines(before, now),
        *of_places(_places(before), _places(now)),
        *of_files(_files(before), _files(now)),
        *_of_written(before, now),
    ]


def changes_of(dossier: Dossier) -> list[Change]:
    """What was changed since more was asked: as it was sent, or as it stands now."""
    asked = dossier.supplement
    if asked.changes is not None:
        return [Change(**change) for change in asked.changes]
    return changes_since(asked)


def _on_list(dossier: Dossier) -> QuerySet[Nomination]:
    return dossier.nominations.on_list().as_filed().select_related("award_type")


def _of_lines(before: dict, now: dict) -> Iterator[Change]:
    return of_rows(_told(before, now), _told(now, before), gone=GONE)


def _told(side: dict, other: dict) -> dict[str, Told]:
    """Lines with what they say in the order of the form: stored JSON keeps no order of keys.

    The award is told where both sides know it.
    """
    told = {}
    for pk, line in side["lines"].items():
        says = {what: line["says"][what] for what in _LABELS if what in line["says"]}
        if line["award"] and other["lines"].get(pk, line)["award"]:
            says = {AWARD: line["award"], **says}
        told[pk] = Told(line["name"], says)
    return told


def _places(side: dict) -> list[PlacedRow]:
    """The list in its order; none where the snapshot did not keep it."""
    lines = side["lines"].items()
    if any(line["place"] is None for _, line in lines):
        return []
    rows = [(line["place"], pk, line) for pk, line in lines]
    return [PlacedRow(pk, line["name"], line["kind"]) for _, pk, line in sorted(rows)]


def _files(side: dict) -> dict[str, Filed]:
    return {pk: Filed(**paper) for pk, paper in side["papers"].items()}


def _of_written(before: dict, now: dict) -> Iterator[Change]:
    """Papers that the portal wrote anew."""
    old, new = before["written"], now["written"]
    for pk in {**old, **new}:
        one, other = old.get(pk), new.get(pk)
        if one != other:
            name = (other or one)["name"]
            yield Change(name, "Văn bản", one["at"] if one else "", other["at"] if other else "")


def _line_words(line: Nomination, members: list[str]) -> dict[str, str]:
    """{label: words} of what is filled in."""
    told = [(field_label(name), field_words(line, name)) for name in _WRITTEN]
    told.append((_MEMBERS, f"{len(members)} người: {', '.join(members)}" if members else ""))
    return {label: words for label, words in told if words}


_MEMBERS = "Thành viên"
_LABELS = [*(field_label(name) for name in _WRITTEN), _MEMBERS]
