"""The paper that is read beside the list: one page of it at a time, without opening a file."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from dossiers.models import Attachment, Dossier, DossierPaper, Nomination
from law.enums import DossierPart
from nganam_awards.core.text import whole_number
from nganam_awards.documents import pictures, services as document_services
from nganam_awards.documents.pictures import PictureState


_FIRST = (DossierPart.MINUTES, DossierPart.SUBMISSION_LETTER)  # what an officer reads first
PAGES_AT_HAND = 9  # numbers drawn under a page


class Readable(NamedTuple):
    """A paper of the dossier that has pages to look at."""

    key: str  # in an address: «t12» a file, «v5» a paper that the portal wrote
    part: str
    label: str
    url: str
    sha256: str
    count: int
    line_id: int | None
    file: Attachment | None
    code: str = ""  # of a paper that the portal wrote


def readables(parts: list) -> list[Readable]:
    """Everything with pages, in the order of the checklist. `parts`: `dossier_page.parts_of`."""
    found = []
    for part in parts:
        name = part.item.get_part_display()
        found += [_of_file(file, name) for file, _ in part.files if file.pictures]
        found += [_of_paper(paper, name) for paper in part.written if paper.document.is_ready]
    return found


def _of_file(file: Attachment, name: str) -> Readable:
    label = f"{name} của {file.line.full_name}" if file.line else name
    url = file.get_absolute_url()
    return Readable(
        f"t{file.pk}", file.part, label, url, file.sha256, file.pictures, file.line_id, file
    )


def _of_paper(paper: DossierPaper, name: str) -> Readable:
    document = paper.document
    return Readable(
        f"v{paper.pk}",
        paper.part,
        paper.title if paper.line_id else f"{name}, cổng soạn",
        paper.get_absolute_url(),
        document.sha256,
        document.page_count or 0,
        paper.line_id,
        None,
        document.code,
    )


def context(
    request: HttpRequest, dossier: Dossier, papers: list[Readable], line: Nomination | None
) -> dict:
    """The paper and page that the address asks for; else the line's own, else the minutes."""
    paper = _chosen(request.GET.get("giay", ""), papers, line)
    if paper is None:
        return {"papers": papers, "paper": None}
    asked = whole_number(request.GET.get("trang", ""), most=paper.count) or 1
    pages = pictures.pages_of(paper.sha256, paper.count)
    drawing = pictures.state_of(paper.sha256, paper.count)
    if drawing == PictureState.WAITING and paper.file is not None:
        file = paper.file
        document_services.order_pictures(file.file.name, file.sha256, file.content_type)
    return {
        "papers": papers,
        "paper": paper,
        "paper_page": pages[asked - 1],
        "paper_picture": _picture(dossier, paper, asked),
        "paper_is_lost": drawing == PictureState.GIVEN_UP,
        "paper_numbers": _at_hand(asked, paper.count),
        "paper_before": asked - 1,
        "paper_after": asked + 1 if asked < paper.count else 0,
    }


def _chosen(key: str, papers: list[Readable], line: Nomination | None) -> Readable | None:
    asked = next((paper for paper in papers if paper.key == key), None)
    if asked is not None or not papers:
        return asked
    own = next((paper for paper in papers if line and paper.line_id == line.pk), None)
    common = [paper for paper in papers if paper.line_id is None]
    first = next((paper for part in _FIRST for paper in common if paper.part == part), None)
    return own or first or papers[0]


def _at_hand(page: int, count: int) -> range:
    """The numbers around the page."""
    start = max(1, min(page - PAGES_AT_HAND // 2, count - PAGES_AT_HAND + 1))
    return range(start, min(start + PAGES_AT_HAND, count + 1))


def _picture(dossier: Dossier, paper: Readable, page: int) -> str:
    if paper.file is not None:
        return reverse("dossiers:picture", args=[dossier.ref, paper.file.pk, page])
    return reverse("documents:page", args=[paper.code, page])
