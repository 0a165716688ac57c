"""Names as dense as Vietnamese registers have them: few surnames, many namesakes."""

import random
from collections.abc import Iterator


SURNAMES = {
    "Nguyễn": 32, "Trần": 12, "Lê": 10, "Phạm": 7, "Huỳnh": 5, "Võ": 4, "Phan": 4, "Trương": 3,
    "Bùi": 2, "Đặng": 3, "Đỗ": 2, "Ngô": 2, "Hồ": 2, "Dương": 2, "Lý": 2, "Danh": 2, "Thạch": 1,
    "Sơn": 1, "Lâm": 2, "Đinh": 1, "Mai": 1, "Cao": 1, "Lương": 1, "Quách": 1, "Tô": 1, "Hứa": 1,
}  # fmt: skip
MEN = (
    "Văn", "Văn", "Văn", "Hữu", "Minh", "Hoàng", "Thanh", "Quốc", "Đức", "Công", "Ngọc", "Thành",
    "Chí", "Trung", "Tấn", "Phước", "Gia", "Bảo", "Xuân", "Anh", "Đình", "Nhật", "Trường", "Thế",
)  # fmt: skip
WOMEN = (
    "Thị", "Thị", "Thị", "Ngọc", "Thanh", "Kim", "Mỹ", "Bích", "Thùy", "Hồng", "Thu", "Cẩm",
    "Diễm", "Tuyết", "Ánh", "Phương", "Như", "Bảo", "Minh", "Quỳnh", "Mộng", "Kiều", "Lệ", "Trúc",
)  # fmt: skip
GIVEN_MEN = (
    "An", "Ân", "Bảo", "Bình", "Cường", "Chương", "Danh", "Dũng", "Duy", "Đạt", "Đức", "Em",
    "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hoàng", "Hùng", "Huy", "Khánh", "Khoa", "Kiệt", "Lâm",
    "Lộc", "Long", "Luân", "Minh", "Nam", "Nghĩa", "Nhân", "Nhựt", "Phong", "Phú", "Phúc",
    "Phước", "Quân", "Quang", "Sang", "Sơn", "Tài", "Tâm", "Tân", "Thắng", "Thành", "Thịnh",
    "Thông", "Tiến", "Toàn", "Triết", "Trọng", "Trung", "Tuấn", "Út", "Việt", "Vinh",
)  # fmt: skip
GIVEN_WOMEN = (
    "Anh", "Bé", "Chi", "Diễm", "Diệp", "Dung", "Duyên", "Đào", "Giang", "Hà", "Hạnh", "Hằng",
    "Hiền", "Hoa", "Hồng", "Huệ", "Hương", "Khanh", "Kiều", "Lan", "Liên", "Linh", "Loan", "Ly",
    "Mai", "My", "Nga", "Ngân", "Ngọc", "Nguyệt", "Nhi", "Như", "Nhung", "Oanh", "Phượng",
    "Quyên", "Sương", "Tâm", "Thảo", "Thắm", "Thơ", "Thúy", "Thủy", "Tiên", "Trang", "Trâm",
    "Trinh", "Trúc", "Tú", "Tuyền", "Tuyết", "Vân", "Xuân", "Ý", "Yến",
)  # fmt: skip
BODIES = (
    "Ban nhân dân khóm", "Ban nhân dân ấp", "Chi hội Phụ nữ khóm", "Chi hội Nông dân ấp",
    "Chi hội Cựu chiến binh khóm", "Chi đoàn ấp", "Ban Công tác Mặt trận khóm", "Tổ Chuyên môn số",
    "Tổ Văn phòng số", "Tổ hợp tác số", "Đội Dân phòng khóm", "Lớp Mầm số",
)  # fmt: skip
PLACES = (
    "Phường 1", "Phường 2", "Phường 3", "xã Long Bình", "xã Mỹ Bình", "xã Mỹ Quới", "xã Tân Long",
    "xã Vĩnh Quới",
)  # fmt: skip
MOST_PERSONS, MOST_BODIES = 60_000, 4_000


def persons(wanted: int) -> Iterator[tuple[str, str]]:
    """(full name, gender) of so many different names, the same ones every time."""
    chance = random.Random(17)  # noqa: S311 - names, no secrets
    surnames, weights = list(SURNAMES), list(SURNAMES.values())
    seen: set[str] = set()
    while len(seen) < wanted:
        is_man = chance.random() < 0.5
        middle, given = (MEN, GIVEN_MEN) if is_man else (WOMEN, GIVEN_WOMEN)
        words = [*chance.choices(surnames, weights), chance.choice(middle)]
        if len(seen) > wanted // 3:  # three words are the usual name, four fill the register
            words.append(chance.choice(middle[3:]))
        name = " ".join([*words, chance.choice(given)])
        if name not in seen:
            seen.add(name)
            yield name, "male" if is_man else "female"


def bodies(wanted: int) -> Iterator[str]:
    """So many different names of collectives."""
    for number in range(wanted):
        kind, rest = number % len(BODIES), number // len(BODIES)
        yield f"{BODIES[kind]} {rest // len(PLACES) + 1} {PLACES[rest % len(PLACES)]}"
