"""Who reads whom the Chairman named in place of an officer."""

from dossiers.models import Dossier
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import StandIn, User


def tell_of_stand_in(row: StandIn, dossier: Dossier) -> None:
    """Whom the Chairman named, and for which dossier; those who assign read it too."""
    text = (
        f"{row.named_by.full_name} cử {row.person.full_name} thay chuyên viên Phòng Nội vụ "
        f"từ {row.starts_on:%d/%m/%Y} đến hết {row.ends_on:%d/%m/%Y}, hồ sơ {dossier.ref}: "
        f"{row.reason}"
    )
    people = {row.person_id: row.person}
    people |= {one.pk: one for one in User.objects.holding("dossiers.assign")}
    url = dossier.get_absolute_url()
    outbox.post(
        [Message(one, text, url, f"{dossier.ref}: người thay") for one in people.values()],
        f"units.standin:{row.pk}",
        clock.now(),
    )
