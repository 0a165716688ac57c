"""Keys of the papers, and the versions of their words; a stored document keeps its key for ever."""

from nganam_awards.documents import annex, letterhead
from nganam_awards.documents.version import Versions


PAPER = "decision"
FORWARD = "forward_letter"
LETTER = "home_affairs_letter"
RESULT_ANNOUNCEMENT = "result_announcement"
EXTRACT = "decision_extract"


def _to_second(words: dict) -> None:
    annex.add_notes(words)
    letterhead.add_issuer(words)


VERSIONS = Versions((_to_second,))  # of all five: an extract repeats its decision
