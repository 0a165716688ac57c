"""A refused row leaves its rule in the log, not its words."""

from nganam_awards.core.redaction import withhold_rows


def test_the_row_that_postgresql_quotes_is_withheld():
    trace = (
        'IntegrityError: new row violates check constraint "nominee_has_a_name"\n'
        "DETAIL:  Failing row contains (7, Trần Thị Hoà, 1985-03-02).\n"
    )
    event = withhold_rows(None, "error", {"event": "request_failed", "exception": trace})
    assert "nominee_has_a_name" in event["exception"]
    assert "Hoà" not in event["exception"]


def test_an_event_without_a_trace_passes_as_it_is():
    assert withhold_rows(None, "info", {"event": "x"}) == {"event": "x"}


def test_the_statement_that_postgresql_quotes_is_withheld():
    trace = (
        'ProgrammingError: column "agreed" does not exist\n'
        "LINE 1: UPDATE council_tally SET counts = '{\"7\": [1, 0, 0]}' WHERE …\n"
    )
    event = withhold_rows(None, "error", {"event": "request_failed", "exception": trace})
    assert "does not exist" in event["exception"]
    assert "[1, 0, 0]" not in event["exception"]
