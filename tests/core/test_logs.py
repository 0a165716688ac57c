"""Nothing personal in the log."""

import logging

import pytest

from tests.factories.units import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["dang-nhap", "tim"])
def test_what_was_searched_for_is_not_written_down(page, client_of, caplog):
    browser = client_of(UserFactory(officer=True))
    with caplog.at_level(logging.INFO):
        browser.get(f"/{page}/?q=Trần+Thị+Hoà", headers={"user-agent": "Firefox of Mrs Hoà"})

    told = "\n".join(str(record.msg) for record in caplog.records)
    assert f"GET /{page}/" in told
    assert "Hoà" not in told
    assert "Ho%C3%A0" not in told
