"""Keys of the papers; a stored document keeps its key for ever."""

PAPER = "decision"
FORWARD = "forward_letter"
LETTER = "home_affairs_letter"
RESULT_NOTICE = "result_notice"
EXTRACT = "decision_extract"
