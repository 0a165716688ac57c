"""Writes to people and their accounts; each leaves one `AdminAct`.

`by` is the administrator; None is a command on the server.
"""

from typing import NamedTuple

from django.db import transaction

from nganam_awards.core.refusals import Refused, saved, written_once
from units import lockout, offices
from units.models import (
    HOME_AFFAIRS_CODE,
    Unit,
    User,
)
from units.passwords import one_time_password
from units.services.act import check_right, lock, named, note, put
from units.services.grant import lock_administrators, put_in_office, refuse_last_administrator


FIRST_PASSWORDS = 50


class Issued(NamedTuple):
    """An account with the one-time password to tell its owner; None where one was chosen."""

    person: User
    password: str | None


def create_person(*, by: User | None, password: str | None = None, **fields: object) -> Issued:
    """Adds a person. Without a chosen password a one-time one is issued."""
    check_right(by)
    issued = None if password else one_time_password()
    person = _entered(
        by, password=password or issued, must_change_password=issued is not None, **fields
    )
    return Issued(person, issued)


def open_account(*, by: User | None, **fields: object) -> User:
    """Adds a person of a list: nobody can sign in until `issue_first_passwords`."""
    check_right(by)
    return _entered(by, password=None, must_change_password=True, **fields)


def issue_first_passwords(*, by: User | None) -> list[Issued]:
    """Issues first passwords to accounts that never had one; told once, kept nowhere.

    At most FIRST_PASSWORDS at a time: each is hashed, slowly on purpose, while the person waits.
    """
    check_right(by)
    with transaction.atomic():
        waiting = User.objects.without_password().select_for_update(of=("self",))
        people = list(waiting.select_related("unit").order_by("sort_key", "pk")[:FIRST_PASSWORDS])
        issued = [Issued(person, one_time_password()) for person in people]
        for person, password in issued:
            person.set_password(password)
            person.save(update_fields=["password"])
            note(by, "Phát mật khẩu lần đầu", named(person))
    return issued


def make_administrator(*, username: str, full_name: str, password: str) -> User:
    """The first administrator of a fresh portal, made on the server."""
    with transaction.atomic():
        person = create_person(
            by=None,
            username=username,
            full_name=full_name,
            title="Quản trị",
            unit=Unit.objects.filter(code=HOME_AFFAIRS_CODE).first(),
            password=password,
        ).person
        put_in_office(person, offices.ADMINISTRATOR, by=None)
    return person


def change_person(person: User, *, by: User | None, **fields: object) -> User:
    """Changes a person's details; the user name stays, rights have doors of their own."""
    check_right(by)
    with transaction.atomic():
        locked = lock(person)
        put(locked, fields)
        saved(locked)
        note(by, "Sửa người dùng", named(locked))
    return locked


def set_person_active(person: User, is_active: bool, *, by: User | None) -> User:
    """Locks or unlocks an account: a locked one is signed out everywhere at its next click.

    Unlocking also ends the rest after wrong passwords.
    """
    check_right(by)
    with transaction.atomic():
        administrators = lock_administrators()
        locked = lock(person)
        if not is_active:
            if by is not None and by.pk == locked.pk:
                raise Refused("Không thể tự khóa tài khoản của mình. Nhờ người quản trị khác.")
            refuse_last_administrator(administrators, locked)
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        if is_active:
            lockout.forget(locked)
        note(by, "Mở khóa tài khoản" if is_active else "Khóa tài khoản", named(locked))
    return locked


def reset_password(person: User, *, by: User | None) -> str:
    """Resets a password: ends every session and returns a one-time password to be told once."""
    check_right(by)
    if by is not None and by.pk == person.pk:
        raise Refused("Mật khẩu của chính mình thì đổi ở trang «Đổi mật khẩu».")
    password = one_time_password()
    with transaction.atomic():
        locked = lock(person)
        locked.set_password(password)
        locked.must_change_password = True
        locked.save(update_fields=["password", "must_change_password"])
        note(by, "Đặt lại mật khẩu", named(locked))
    return password


def change_own_password(person: User, password: str) -> User:
    """Sets the password that its owner chose; nothing stands in the way of work any more."""
    with transaction.atomic():
        locked = lock(person)
        locked.set_password(password)
        locked.must_change_password = False
        locked.save(update_fields=["password", "must_change_password"])
        note(locked, "Tự đổi mật khẩu", named(locked))
    return locked


def _entered(by: User | None, **fields: object) -> User:
    with transaction.atomic():
        person = User.objects.new_user(**fields)
        written_once(person, person.save, unchecked=["password"])
        note(by, "Thêm người dùng", named(person))
    return person
