"""Records that stand twice in the register: one pair waits, one is merged, one are two people."""

from datetime import date

from frontdesk.demonstration.cast import Cast
from honourees.queries.match import Candidate
from honourees.services import likeness as likeness_services
from honourees.services.honouree import find_or_enter
from honourees.services.merge import merge, tell_apart
from law.enums import HonoureeKind
from units.models import Unit


BORN = {
    "Lý Sà Rinh": date(1985, 9, 2),
    "Lý Sa Rinh": date(1985, 9, 2),
    "Kim Sóc Kha": date(1974, 4, 13),
    "Kim Sốc Kha": date(1974, 4, 13),
    "Trần Thị Mỹ Thúy": date(1988, 6, 5),
    "Trần Thị Mỹ Thủy": date(1988, 6, 5),
}


def meet(town: Cast) -> None:
    """As an officer finds them on a quiet morning."""
    school_office = Unit.objects.get(name="Phòng Giáo dục và Đào tạo")
    asked = [Candidate(HonoureeKind.PERSON, name, "", day.year, day) for name, day in BORN.items()]
    records = find_or_enter(asked, unit=school_office)
    likeness_services.look(records)
    officer = town.people["chuyenvien"]
    merge(records[3], records[2], by=officer, note="Giấy khen năm 2019 ghi thiếu dấu.")
    tell_apart(records[4], records[5], by=officer)
