"""The checklist of a dossier: each part with what is needed, for whom, and what is there."""

from collections import defaultdict
from typing import NamedTuple

from dossiers.forms.attachment import AttachmentForm
from dossiers.models import Attachment, Dossier, DossierPaper
from dossiers.rules.readiness import Draft
from law.enums import DossierPart
from law.models import ChecklistItem
from nganam_awards.core.text import whole_number


OFFERED = 300  # lines among which a file's own is chosen


class Part(NamedTuple):
    """One part of the checklist: what is needed, for which awards, and what is there."""

    item: ChecklistItem
    files: list[tuple[Attachment, list[Attachment]]]  # each with what it replaced
    awards: str  # whose own procedure requires it; empty: everybody's
    written: list[DossierPaper]  # by the portal
    is_signed: bool  # the head's confirmation on the portal stands for a signed copy

    @property
    def word(self) -> str:
        if self.is_there:
            return "Đã có"
        if self.written and self.is_wanting:
            return "Chờ bản ký"
        return "Còn thiếu" if self.item.is_required else "Nếu có"

    @property
    def is_there(self) -> bool:
        """As a file, or signed on the portal."""
        return bool(self.files) or self.is_signed

    @property
    def is_wanting(self) -> bool:
        """Required, and not there."""
        return self.item.is_required and not self.is_there

    @property
    def tone(self) -> str:
        """As a colour."""
        if self.is_there:
            return "ok"
        return "wait" if self.is_wanting else "quiet"


def upload_form(
    dossier: Dossier, parts: list[Part], *data: object, line: str = ""
) -> AttachmentForm:
    """The form that brings a paper, with the first missing part chosen; or one of this line's."""
    choices = [
        (part.item.part, f"{part.item.get_part_display()} ({part.word.lower()})") for part in parts
    ]
    whose = whole_number(line or (data[0].get("line", "") if data else ""))
    lines = dossier.nominations.on_list().vietnamese_order()
    if whose is not None:
        lines, wanted = lines.filter(pk=whose), [DossierPart.ACHIEVEMENT_REPORT]
    else:
        wanted = [part.item.part for part in parts if part.is_wanting]
        # A choice among thousands is none: their rows lead here, each for itself.
        lines = lines if lines.count() <= OFFERED else lines.none()
    initial = ({"line": whose} if whose else {}) | ({"part": wanted[0]} if wanted else {})
    return AttachmentForm(
        *data, parts=choices, lines=lines, initial=initial, is_of_line=whose is not None
    )


def parts_of(draft: Draft) -> list[Part]:
    """The checklist of the dossier's awards with the papers that are there."""
    behind: defaultdict[int, list[Attachment]] = defaultdict(list)
    for paper in draft.attachments:
        behind[paper.replaced_by_id].append(paper)
    everybody = frozenset().union(*(one.required_by for one in draft.asked))
    names = {line.award_type_id: line.award_type.name for line in draft.lines}
    parts = []
    for one in draft.asked:
        here = [paper for paper in behind[None] if paper.part == one.part]
        awards = (
            ""
            if one.required_by == everybody
            else ", ".join(names[pk] for pk in sorted(one.required_by))
        )
        parts.append(
            Part(
                one.item,
                [(paper, _earlier(paper, behind)) for paper in here],
                awards,
                [paper for paper in draft.written if paper.part == one.part],
                is_signed=not here and draft.signs(one.part),
            )
        )
    return parts


def _earlier(paper: Attachment, behind: dict[int, list[Attachment]]) -> list[Attachment]:
    """What the paper replaced, the newest first."""
    found = behind.get(paper.pk, [])
    return [older for one in reversed(found) for older in (one, *_earlier(one, behind))]
