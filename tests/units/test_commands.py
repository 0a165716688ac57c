"""Commands on the server: the town's bodies, the first administrator."""

import io

import pytest
from django.core.management import CommandError, call_command

from units import offices
from units.models import Unit, User


pytestmark = pytest.mark.django_db

PASSWORD = "Con-song-lon-9"


def make_admin(monkeypatch, *args: str, typed: str = PASSWORD) -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    said = io.StringIO()
    call_command("make_admin", *args, "--password-stdin", stdout=said)
    return said.getvalue()


def test_units_are_loaded_and_counted():
    said = io.StringIO()
    call_command("load_units", stdout=said)
    call_command("load_units", stdout=said)
    assert said.getvalue() == ("Đã thêm 7 cụm, khối và 79 đơn vị.\n")


def test_the_first_administrator_sits_in_home_affairs(monkeypatch):
    call_command("load_units", stdout=io.StringIO())
    said = make_admin(monkeypatch, "quantri", "--name", "Trần  Thị Quản")
    person = User.objects.get(username="quantri")
    assert "quantri" in said
    assert (person.full_name, person.unit) == ("Trần Thị Quản", Unit.objects.get(code="PNV"))
    assert person.has_perm("units.manage_units")
    assert person.check_password(PASSWORD)
    assert not person.must_change_password
    assert not person.is_superuser
    assert person.groups.get().name == offices.ADMINISTRATOR


def test_an_administrator_can_be_made_before_any_unit(monkeypatch):
    make_admin(monkeypatch, "quantri", "--name", "Trần Thị Quản")
    assert User.objects.get().unit is None


@pytest.mark.parametrize(
    ("username", "typed", "sentence"),
    [
        ("quantri", "123", "ít nhất 10 ký tự"),
        ("quantri", "quantri-tran", "giống tên"),
        ("Quản trị", PASSWORD, "chữ thường không dấu"),
    ],
)
def test_a_bad_wish_is_one_sentence(monkeypatch, username, typed, sentence):
    with pytest.raises(CommandError, match=sentence):
        make_admin(monkeypatch, username, "--name", "Trần Thị Quản", typed=typed)
    assert not User.objects.exists()


def test_a_password_typed_twice_must_be_the_same(monkeypatch):
    typed = iter([PASSWORD, "khac-hoan-toan"])
    monkeypatch.setattr("units.management.commands.make_admin.getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError, match="không giống nhau"):
        call_command("make_admin", "quantri", "--name", "Trần Thị Quản")


def test_a_password_is_typed_at_the_terminal(monkeypatch):
    monkeypatch.setattr("units.management.commands.make_admin.getpass", lambda prompt: PASSWORD)
    call_command("make_admin", "quantri", "--name", "Trần Thị Quản", stdout=io.StringIO())
    assert User.objects.get().check_password(PASSWORD)
