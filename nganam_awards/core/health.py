"""How the machine does: the words of /healthz, and the administrator's in Vietnamese."""

from dataclasses import dataclass
from datetime import timedelta

from nganam_awards.core import backup, database, disk
from nganam_awards.core.files import antivirus
from nganam_awards.core.registry import health_signs


OK, WAIT, STOP = "ok", "wait", "stop"


@dataclass(frozen=True)
class Sign:
    """One thing that can go wrong slowly, as the health page and as the administrator reads it."""

    name: str
    state: str
    label: str
    words: str
    tone: str = OK

    @property
    def is_well(self) -> bool:
        """Nobody has to do anything."""
        return self.tone == OK


def signs(*, has_database: bool = True) -> list[Sign]:
    """Everything that is watched; what stands in the database only where it answers."""
    asked = [sign for ask in health_signs for sign in ask()] if has_database else []
    return [disk_sign(), backup_sign(), *([settings_sign()] if has_database else []), *asked]


def antivirus_state() -> str:
    """A silent scanner holds nothing up."""
    if not antivirus.is_on():
        return "off"
    return "ok" if antivirus.is_awake() else "silent"


def disk_sign() -> Sign:
    """Room left on the disk, and what is refused below the floor."""
    room = disk.room()
    free = f"{room.percent} % free"
    words = f"còn trống {room.percent} %"
    if room.is_below_floor:
        refused = f"{words}; đang từ chối nhận tệp, xem trước văn bản và sao lưu"
        return Sign("disk", f"full: {free}", "Đĩa của máy chủ", refused, STOP)
    if room.is_short:
        short = f"{words}; hãy dọn bớt hoặc thêm đĩa"
        return Sign("disk", f"low: {free}", "Đĩa của máy chủ", short, WAIT)
    return Sign("disk", f"ok: {free}", "Đĩa của máy chủ", words)


def backup_sign() -> Sign:
    """The newest backup: how old it is, and whether a later try failed."""
    last = backup.last()
    label, age = "Bản sao lưu gần nhất", last.age()
    if age is None:
        state = "none; last try failed" if last.problem else "none"
        words = "chưa có bản nào; cổng tự sao lưu lúc 1 giờ 30 mỗi đêm"
        return Sign("backup", state, label, words, WAIT)
    ago, words = _ago(age), f"cách đây {spoken(age)}"
    if last.problem:
        words += "; lần sau đó không xong, hãy xem nhật ký của máy chủ"
        return Sign("backup", f"{ago}; last try failed", label, words, STOP)
    if age > backup.OLD_AFTER:
        return Sign("backup", f"old: {ago}", label, f"{words}, đã quá một ngày rưỡi", STOP)
    return Sign("backup", f"ok: {ago}", label, words)


def settings_sign() -> Sign:
    """Settings of PostgreSQL without which lists grow slow with the register."""
    label, missing = "Thiết lập của cơ sở dữ liệu", database.missing_settings()
    if not missing:
        return Sign("postgres_settings", "ok", label, "đúng như cổng cần")
    told = ", ".join(missing)
    words = f"hãy đặt {told} rồi khởi động lại PostgreSQL, kẻo danh sách chậm dần (docs/deploy.md)"
    return Sign("postgres_settings", f"missing: {told}", label, words, WAIT)


def _ago(age: timedelta) -> str:
    return f"{age // timedelta(hours=1)} h ago"


def spoken(age: timedelta) -> str:
    """«5 phút», «3 giờ», «2 ngày»."""
    if age < timedelta(hours=1):
        return f"{age // timedelta(minutes=1)} phút"
    if age < timedelta(days=2):
        return f"{age // timedelta(hours=1)} giờ"
    return f"{age.days} ngày"
