"""What every write to units, people and rights shares; each leaves one `AdminAct`.

`by` is the administrator; None is a command on the server.
"""

from django.core.exceptions import PermissionDenied
from django.db import models

from nganam_awards.core import memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import AlreadyDone
from units import rules
from units.models import (
    AdminAct,
    User,
)


def check_right(by: User | None) -> None:
    if by is not None and not rules.can_manage_units(by):
        raise PermissionDenied


def lock(row: models.Model) -> models.Model:
    model = row._meta.model  # the signed-in person arrives wrapped, type() would see the wrapper
    found = model.objects.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).first()
    if found is None:
        raise AlreadyDone("Mục này vừa được bỏ nên không còn gì để sửa.")
    return found


def put(row: models.Model, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def note(by: User | None, what: str, target: str) -> None:
    AdminAct.objects.create(by=by, what=what, target=target)
    after_commit(memo.forget_all)


def named(person: User) -> str:
    return f"{person.full_name} ({person.username})"
