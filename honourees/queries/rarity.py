"""How much a name tells: few are called Thạch Sà Rinh, many Nguyễn Thị Lan.

Weights are bits: two records that agree in a word one in a hundred people has are a hundred times
likelier to be one. The shares are rough and of this town; what is not listed is seldom.
"""

import unicodedata
from functools import lru_cache

from nganam_awards.core.text import fold


_FAMILIES = {
    1.8: "nguyễn",
    3: "trần",
    3.5: "lê",
    4: "huỳnh phạm",
    4.6: "lý thạch lâm võ phan",
    5.2: "danh kim sơn trương dương đặng ngô hồ đỗ bùi",
    6: "mai cao châu quách tô đinh hoàng vũ thái tăng liêu lưu trịnh hà đoàn tạ đào lương triệu",
}
_MIDDLES = {
    1.5: "thị",
    2: "văn",
    4.6: "thanh minh hoàng ngọc hữu quốc kim thành",
    5.4: "hồng mỹ bích thu đức xuân tấn công chí anh phương hoài thúy cẩm trung",
}
# Given names everybody knows: of two of them neither is the other mistyped.
_GIVEN_COMMON = """
    anh bé bình châu chiến cường dung dũng dương duyên đạt đức em giang hà hải hai hạnh hằng
    hiền hiếu hòa hoa hoàng hồng hùng hương huệ khánh kiệt lan liên linh loan long lộc mai
    minh mỹ năm nam nga ngân ngọc nhung oanh phong phú phúc phước phương quang quân sơn sáu
    tài tâm tám tân thảo thắng thanh thành thủy thúy thu tiến toàn trang trinh trung tuấn tú
    tùng tư tuyết út vân việt vinh xuân yến ba bảy chín
"""
_GIVEN_KNOWN = """
    an án ái ánh ân ấn âu bằng bảo bích bính bửu cảnh cần cẩm chi chí chinh cúc cương danh
    đào đăng đặng diễm diệp diệu đình định đoàn đông đồng đua được điền điệp gấm giàu giỏi
    hạ hân hậu hào hảo hay hiệp hiển hiên hóa hoài hoan hoàn hoàng hội hợp huy huyền huỳnh
    hưng hường hướng hữu khải khang khiêm khoa khôi khởi khỏe khương kiên kiều kim kỳ lắm
    lâm lam lành lãnh lập lê lệ lên liễu lĩnh lợi lựu luân luận lượm lương lý mẫn mạnh mến
    mi miên mơ mộng mười muội my nên ngà ngát nghi nghĩa ngoan ngôn nguyên nguyện nguyệt
    nhân nhàn nhã nhẫn nhật nhi nhị nhiên như nhựt ninh nở nữ phát phi phiên phụng phượng
    phấn quế quí quốc quyên quyền quyến quyết quý quỳnh sang sáng sen sinh song sự sương tấn
    tây thái thạch thảnh thạnh thân thật thế thi thị thiên thiện thiệt thịnh thoa thoại thơ
    thời thơm thông thư thuận thuần thuyên thương thường thưởng tiên tiền tín tính tình tỉnh
    tĩnh toại toán tòng tới trà trai trâm trân triển triết triều trí trọng trúc trực trường
    trưởng truyền tuân tuất tuệ tường tuyền tuyến tuyên tý uyên ửng vàng vẹn vĩ viên viễn
    vui vũ võ vương vượng vy xinh xuyến yên ý tuyển tần tiếp nhiều nhung nga nết
    thùy duy tỵ quảng luyến luyện lượng liêm khuyên hưởng hiến hiệu hiểu chung chương chính
    chánh cang chấn biên biển thắm thêm thuấn thụy thức tịnh tố trì triệu trịnh trình vạn văn
    vĩnh vịnh viện xuyên mận mừng nghiêm nghiệp nghị nhơn phùng quận sâm sử tạo hên đẹp đẳng bá
"""
_GIVEN_COMMON_BITS, _GIVEN_KNOWN_BITS, _GIVEN_RARE_BITS = 6.4, 8.0, 9.4
_FAMILY_RARE_BITS, _MIDDLE_RARE_BITS = 8.0, 6.6


def _table(rows: dict[float, str]) -> dict[str, float]:
    """By the letters alone, so that a name weighs the same with its accents and without."""
    return {fold(word): bits for bits, words in rows.items() for word in words.split()}


_FAMILY_BITS, _MIDDLE_BITS = _table(_FAMILIES), _table(_MIDDLES)
_COMMON = frozenset(map(fold, _GIVEN_COMMON.split()))
_KNOWN = frozenset(map(fold, (_GIVEN_COMMON + _GIVEN_KNOWN).split()))
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> str:
    """The tone behind the syllable: «hoà» and «hòa» are one name."""
    apart = unicodedata.normalize("NFD", word)
    tone = "".join(sign for sign in apart if sign in _TONES)
    return "".join(sign for sign in apart if sign not in _TONES) + tone


_FAMILY_NAMES = frozenset(_spelled(word) for words in _FAMILIES.values() for word in words.split())
_MIDDLE_NAMES = frozenset(_spelled(word) for words in _MIDDLES.values() for word in words.split())
_GIVEN_NAMES = frozenset(map(_spelled, (_GIVEN_COMMON + _GIVEN_KNOWN).split()))


def family_bits(word: str) -> float:
    """What a family name tells."""
    return _FAMILY_BITS.get(fold(word), _FAMILY_RARE_BITS)


def middle_bits(word: str) -> float:
    """What a middle name tells; «Thị» next to nothing."""
    return _MIDDLE_BITS.get(fold(word), _MIDDLE_RARE_BITS)


def given_bits(word: str) -> float:
    """What a given name tells."""
    letters = fold(word)
    if letters in _COMMON:
        return _GIVEN_COMMON_BITS
    return _GIVEN_KNOWN_BITS if letters in _KNOWN else _GIVEN_RARE_BITS


def is_family(word: str) -> bool:
    """Whether this, with its accents, is a family name of the town."""
    return _spelled(word) in _FAMILY_NAMES


def is_known(word: str) -> bool:
    """Whether this, with its accents, is a name everybody knows."""
    letters = _spelled(word)
    return letters in _GIVEN_NAMES or letters in _MIDDLE_NAMES or letters in _FAMILY_NAMES
