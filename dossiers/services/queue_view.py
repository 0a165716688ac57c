"""Saved views: kept and thrown away by the person whose they are."""

from django.db import transaction

from dossiers.models import QueueView
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.sentence import About
from units.models import User


VIEWS_AT_MOST = 12  # one row of chips; more would be a list to search in


def save_view(*, by: User, name: str, queue: str, narrowing: str) -> QueueView:
    """Keeps a view under a name of one's own; two presses keep it once.

    Raises `Refused` where the name means another view already, or there are too many.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counts hold until the commit
        mine = QueueView.objects.visible_to(by)
        same = {"queue": queue, "narrowing": narrowing}
        if mine.filter(name=name, **same).exists():
            raise AlreadyDone(f"Cách xem «{name}» đã được lưu.")
        if other := mine.filter(**same).first():
            raise Refused(About(f"Cách xem này đã lưu với tên «{other.name}».", "name"))
        if mine.filter(name__iexact=name).exists():
            raise Refused(
                About(
                    f"Anh/chị đã có cách xem khác tên «{name}». Đặt tên khác, hoặc xóa cách xem "
                    "cũ rồi lưu lại.",
                    "name",
                )
            )
        if mine.count() >= VIEWS_AT_MOST:
            raise Refused(
                f"Mỗi người lưu được nhiều nhất {VIEWS_AT_MOST} cách xem. Xóa bớt một cách xem ít "
                "dùng rồi lưu lại."
            )
        return QueueView.objects.create(owner=by, name=name, **same)


def delete_view(view: QueueView, *, by: User) -> None:
    """Throws a view away; nothing happens to what it shows."""
    QueueView.objects.visible_to(by).filter(pk=view.pk).delete()
