"""What people change of their own account."""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction

from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.services import choose
from units.models import User
from units.services.act import lock, named, note


def change_own(
    person: User,
    *,
    email: str,
    offered: Collection[MailKind],
    unwanted: Collection[MailKind],
    digest: bool,
) -> User:
    """Sets one's own address and letters; what was not `offered` stays as it was.

    Both addresses are told of a new one: who did not do it himself hears of it at the old.
    """
    with transaction.atomic():
        locked = lock(person)
        if locked.email != email:
            key = f"units.address:{uuid4()}"
            subject, template = "Địa chỉ nhận thư của cổng đã đổi", "emails/address.txt"
            outbox.mail(locked, subject, template, f"{key}:old", is_old=True)
            locked.email = email
            locked.save(update_fields=["email"])
            outbox.mail(locked, subject, template, f"{key}:new", is_old=False)
            note(locked, "Tự đổi địa chỉ thư", named(locked))
        choose(locked, offered=offered, unwanted=unwanted, digest=digest)
    return locked
