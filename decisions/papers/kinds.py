"""Keys of the papers; a stored document keeps its key for ever."""

PAPER = "decision"
FORWARD = "forward_letter"
LETTER = "home_affairs_letter"
RESULT_ANNOUNCEMENT = "result_announcement"
EXTRACT = "decision_extract"
