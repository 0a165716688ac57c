"""How much room the disk has left; below a floor nothing large is taken in any more.

The floor keeps room for what must go on: the database, the log, sessions and steps.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from nganam_awards.core.refusals import Refused
from nganam_awards.launcher.trouble import Trouble, reason_of


MIB = 1024 * 1024
WARN_BELOW = 10  # per cent


class FreeSpace(NamedTuple):
    """What is free of what there is."""

    free: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent that are free."""
        return self.free * 100 // self.total if self.total else 0

    @property
    def is_short(self) -> bool:
        """The administrator should look."""
        return self.percent < WARN_BELOW or self.is_below_floor

    @property
    def is_below_floor(self) -> bool:
        """Nothing large is taken in."""
        return self.free < floor(self.total)


def floor(total: int) -> int:
    """Bytes that stay free: so many MB or so many per cent, whichever is more."""
    return max(settings.DISK_FLOOR_MB * MIB, total * settings.DISK_FLOOR_PERCENT // 100)


def room(folder: Path | None = None) -> FreeSpace:
    """The disk of the data folder, or of another one."""
    found = shutil.disk_usage(folder or settings.DATA_DIR)
    return FreeSpace(found.free, found.total)


def has_room() -> bool:
    """May something large be written?"""
    return not room().is_below_floor


def has_room_to_work() -> bool:
    """May anything be written at all? A quarter of the floor is left to those at work already."""
    found = room()
    return found.free >= floor(found.total) // 4


def require_room(what: str = "nhận tệp mới") -> None:
    """Refuse in words what would fill the disk."""
    if not has_room():
        raise Refused(no_room(what))


def no_room(what: str) -> str:
    """What a person reads."""
    return (
        f"Máy chủ sắp hết chỗ lưu nên tạm thời không {what}. Dữ liệu đã lưu vẫn còn nguyên. "
        "Hãy báo quản trị hệ thống tại Phòng Nội vụ, rồi thử lại sau."
    )


def check_room(folder: Path) -> None:
    """The same for whoever sits at the terminal."""
    try:
        found = room(folder)
    except OSError as error:
        raise Trouble(f"cannot use {folder}: {reason_of(error)}.") from error
    if found.is_below_floor:
        raise Trouble(
            f"the disk of {folder} is nearly full: {found.free // MIB} MB are free, "
            f"{floor(found.total) // MIB} MB must stay so (DISK_FLOOR_MB, DISK_FLOOR_PERCENT)."
        )
