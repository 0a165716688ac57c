"""Nothing personal in the log."""

import logging

import pytest


@pytest.mark.django_db
def test_what_was_searched_for_is_not_written_down(client, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/dang-nhap/?tim=Trần+Thị+Hoà", headers={"user-agent": "Firefox of Mrs Hoà"})

    told = "\n".join(str(record.msg) for record in caplog.records)
    assert "GET /dang-nhap/" in told
    assert "Hoà" not in told
    assert "Ho%C3%A0" not in told
