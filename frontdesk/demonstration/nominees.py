"""Who is put forward in the demonstration year: invented persons, collectives and households."""

from typing import NamedTuple

from honourees.models.honouree import Gender
from law.enums import HonoureeKind as K


class Nominee(NamedTuple):
    """One line of a list, as a clerk would type it."""

    kind: str
    full_name: str
    achievement: str
    working_unit: str
    position: str = ""
    gender: str = ""
    birth_year: int | None = None
    initiative: str = ""


def _person(  # noqa: PLR0917 - a table of people reads best in columns
    gender: str, name: str, born: int, position: str, place: str, deed: str
) -> Nominee:
    return Nominee(K.PERSON, name, deed, place, position, gender, born)


def _group(name: str, place: str, deed: str) -> Nominee:
    return Nominee(K.COLLECTIVE, name, deed, place)


def _household(gender: str, name: str, place: str, deed: str) -> Nominee:
    return Nominee(K.HOUSEHOLD, name, deed, place, gender=gender)


PHUONG1_FOLLOWING = (
    _group("Chi bộ khóm 3", "Phường 1", "Mô hình «Mỗi ngày một việc tốt» được nhân rộng ra 6 khóm"),
    _group(
        "Hội Liên hiệp Phụ nữ Phường 1",
        "Phường 1",
        "Hũ gạo tình thương giúp 42 hộ khó khăn trong năm 2023",
    ),
    _person(
        Gender.FEMALE,
        "Trần Thị Hoà",
        1985,
        "Tổ trưởng tổ tự quản",
        "khóm 2, Phường 1",
        "Vận động 38 hộ xây dựng tuyến đường kiểu mẫu xanh - sạch - đẹp",
    ),
    _person(
        Gender.MALE,
        "Huỳnh Minh Thành",
        1993,
        "Trưởng khóm 3",
        "Phường 1",
        "Vận động nhân dân hiến 1.200 m² đất làm lộ giao thông khóm 3",
    ),
    _person(
        Gender.MALE,
        "Dương Chí Sang",
        1964,
        "Nông dân",
        "khóm 5, Phường 1",
        "Mô hình nuôi lươn không bùn, hướng dẫn 12 hộ cùng làm và thoát nghèo",
    ),
)
PHUONG1_DRAFT = (
    _group(
        "Ban Công tác Mặt trận khóm 5", "Phường 1", "Vận động 98% hộ dân phân loại rác tại nguồn"
    ),
    _person(
        Gender.MALE,
        "Lý Trung Hùng",
        1982,
        "Phó Trưởng khóm 5",
        "Phường 1",
        "Tổ chức 14 buổi ra quân chỉnh trang tuyến kênh Phú Lộc - Ngã Năm",
    ),
    _household(
        Gender.FEMALE,
        "Quách Thùy Hòa",
        "khóm 4, Phường 1",
        "Hiến 300 m² đất và 60 triệu đồng làm lộ bê tông khóm 4",
    ),
)
GDDT_AWARDED = (
    _group(
        "Trường Tiểu học Phường 1",
        "Phường 1",
        "100% lớp thực hiện góc «Bác Hồ với thiếu nhi», phong trào đọc sách lan tỏa toàn ngành",
    ),
    _group(
        "Trường Mầm non Tân Long",
        "xã Tân Long",
        "Xây dựng môi trường giáo dục lấy trẻ làm trung tâm, phụ huynh đóng góp 320 ngày công",
    ),
    _person(
        Gender.FEMALE,
        "Đặng Thùy Dung",
        1993,
        "Phó Hiệu trưởng",
        "Trường Tiểu học Phường 1",
        "Sáng lập «Tủ sách biết đi», phục vụ học sinh năm điểm trường vùng sâu",
    ),
    _person(
        Gender.FEMALE,
        "Danh Thị Kim Mai",
        1990,
        "Giáo viên",
        "Trường Trung học cơ sở Mỹ Bình",
        "Dạy kèm miễn phí 27 học sinh dân tộc Khmer, 25 em lên lớp đúng hạn",
    ),
    _person(
        Gender.MALE,
        "Nguyễn Hoàng Chương",
        1986,
        "Tổng phụ trách Đội",
        "Trường Trung học cơ sở Phường 2",
        "Phong trào «Nghìn việc tốt» quyên góp 216 suất học bổng",
    ),
    _person(
        Gender.FEMALE,
        "Ngô Thị Kim Yến",
        1979,
        "Hiệu trưởng",
        "Trường Mầm non Vĩnh Quới",
        "Giữ vững trường chuẩn quốc gia, không để trẻ nào bỏ học giữa năm",
    ),
    _person(
        Gender.MALE,
        "Đỗ Minh Dũng",
        1988,
        "Giáo viên",
        "Trường Tiểu học Long Bình",
        "Sáng kiến dạy bơi an toàn tại điểm trường ven kênh",
    ),
    _person(
        Gender.MALE,
        "Sơn Minh Nghĩa",
        1984,
        "Giáo viên",
        "Trường Trung học cơ sở Tân Long",
        "Bồi dưỡng 4 học sinh đạt giải cấp tỉnh môn Ngữ văn",
    ),
)
GDDT_WAITING = (
    _group(
        "Trường Trung học cơ sở Mỹ Quới",
        "xã Mỹ Quới",
        "Vườn rau học đường cung cấp bữa ăn bán trú cho 140 học sinh",
    ),
    _person(
        Gender.FEMALE,
        "Trương Thị Cẩm Thủy",
        1977,
        "Nhân viên thư viện",
        "Trường Tiểu học Mỹ Bình",
        "Phục chế hơn 900 đầu sách, lập thư viện ngoài trời",
    ),
)
HND_AWARDED = (
    _group(
        "Chi hội Nông dân ấp Mỹ Tây",
        "xã Mỹ Quới",
        "Vận động 56 hội viên vào hợp tác xã lúa đặc sản ST25",
    ),
    _person(
        Gender.MALE,
        "Trương Đức Vinh",
        1965,
        "Chi hội trưởng",
        "ấp Mỹ Tây, xã Mỹ Quới",
        "Giúp 31 hội viên vay vốn đúng mục đích, không có nợ quá hạn",
    ),
    _person(
        Gender.FEMALE,
        "Lý Thị Dung",
        1974,
        "Hội viên nông dân",
        "ấp Long Thạnh, xã Tân Long",
        "Mô hình cá - lúa tăng thu nhập 40 triệu đồng mỗi hecta",
    ),
)
GDDT_RETURNED = (
    _group(
        "Tổ Ngữ văn, Trường Trung học cơ sở Phường 1",
        "Phường 1",
        "Bốn năm liền có học sinh giỏi cấp tỉnh, chuyên đề dạy đọc được toàn ngành học tập",
    ),
    _person(
        Gender.FEMALE,
        "Huỳnh Thị Kim Loan",
        1983,
        "Giáo viên",
        "Trường Tiểu học Tân Long",
        "Giáo viên dạy giỏi cấp tỉnh, 100% học sinh lớp chủ nhiệm hoàn thành chương trình",
    ),
    _person(
        Gender.MALE,
        "Lâm Đa Ra",
        1979,
        "Giáo viên",
        "Trường Trung học cơ sở Mỹ Quới",
        "Mở lớp xóa mù chữ buổi tối cho 34 người lớn tuổi",
    ),
)
HND_DRAFTED = (
    _person(
        Gender.FEMALE,
        "Trần Thị Út Em",
        1970,
        "Chi hội phó",
        "ấp Mỹ Đông, xã Mỹ Quới",
        "Vận động thành lập tổ hợp tác đan lát lục bình, 28 lao động có việc làm ổn định",
    ),
    _person(
        Gender.MALE,
        "Phan Văn Bé Tư",
        1968,
        "Hội viên nông dân",
        "ấp Vĩnh Sử, xã Vĩnh Quới",
        "Sáng chế máy sạ hàng, tiết kiệm 40% lượng giống cho 120 hộ",
    ),
)
TANLONG_FOLLOWING = (
    _group("Ấp Tân Lập", "xã Tân Long", "Ấp đầu tiên của xã không còn hộ nghèo trong năm 2023"),
    _person(
        Gender.MALE,
        "Lê Văn Phúc",
        1991,
        "Công an viên",
        "xã Tân Long",
        "Cảm hóa 5 thanh niên chậm tiến trở lại làm ăn lương thiện",
    ),
    _person(
        Gender.FEMALE,
        "Đặng Thị Oanh",
        1984,
        "Công chức Văn hóa - Xã hội",
        "xã Tân Long",
        "Số hóa toàn bộ hồ sơ người có công của xã",
    ),
)
TANLONG_REFUSED = (
    _person(
        Gender.MALE,
        "Kim Minh Bình",
        1975,
        "Trưởng ấp",
        "ấp Long Hòa, xã Tân Long",
        "Hoàn thành nhiệm vụ được giao",
    ),
)
THIDOAN_RECEIVED = (
    _group(
        "Chi đoàn Công an thị xã",
        "Công an thị xã",
        "Hỗ trợ 1.850 người cao tuổi làm căn cước tại nhà",
    ),
    _person(
        Gender.MALE,
        "Lý Chí Nghĩa",
        1997,
        "Bí thư Chi đoàn",
        "khóm 1, Phường 2",
        "Cứu hai em nhỏ đuối nước tại kênh Xáng ngày 18/8/2023",
    ),
)
THIDOAN_WITHDRAWN = (
    _person(
        Gender.FEMALE,
        "Quách Thị Ngọc Phượng",
        1998,
        "Phó Bí thư Đoàn phường",
        "Phường 3",
        "Tổ chức lớp học hè miễn phí cho 60 thiếu nhi",
    ),
)
THIDOAN_STOPPED = (
    _person(
        Gender.MALE,
        "Trịnh Hoài Bảo",
        1995,
        "Ủy viên Ban Thường vụ Thị đoàn",
        "Thị đoàn",
        "Vận động 320 suất quà Trung thu cho trẻ em khó khăn",
    ),
)
TANLONG_AGAIN = (
    _person(
        Gender.FEMALE,
        "Lý Thị Bé Ba",
        1978,
        "Chi hội trưởng Phụ nữ",
        "ấp Tân Chánh, xã Tân Long",
        "Giúp 12 hộ vay 360 triệu đồng, 5 hộ thoát nghèo trong năm",
    ),
)
NOIVU_OWN = (
    _person(
        Gender.FEMALE,
        "Thạch Thị Sa Rây",
        1990,
        "Cán sự",
        "Phòng Nội vụ",
        "Tham mưu số hóa 4.200 hồ sơ cán bộ, công chức",
    ),
    _person(
        Gender.MALE,
        "Trần Hoàng Khánh",
        1971,
        "Chủ tịch Ủy ban nhân dân thị xã",
        "Ủy ban nhân dân thị xã",
        "Trực tiếp chỉ đạo xây dựng 3 xã đạt chuẩn nông thôn mới nâng cao",
    ),
)
MYBINH_SUBMITTED = (
    _group("Tổ tự quản số 4 ấp Mỹ Phước", "xã Mỹ Bình", "Hai năm liền không có vụ việc phức tạp"),
    _group("Trạm Y tế xã Mỹ Bình", "xã Mỹ Bình", "Khám, cấp thuốc miễn phí cho 870 người nghèo"),
    _person(
        Gender.MALE,
        "Hồ Văn Sang",
        1982,
        "Phó Trưởng ấp",
        "ấp Mỹ Phước, xã Mỹ Bình",
        "Vận động xây 4 căn nhà đại đoàn kết trị giá 240 triệu đồng",
    ),
    _person(
        Gender.FEMALE,
        "Võ Thị Mỹ Nhung",
        1975,
        "Chi hội trưởng Phụ nữ",
        "ấp Mỹ Hòa, xã Mỹ Bình",
        "Tổ hùn vốn xoay vòng giúp 45 chị phát triển kinh tế gia đình",
    ),
    _person(
        Gender.MALE,
        "Dương Minh Thành",
        1981,
        "Chỉ huy trưởng Quân sự xã",
        "xã Mỹ Bình",
        "Lực lượng dân quân giúp dân gặt 65 hecta lúa chạy bão",
    ),
)

GDDT_ABOVE = (
    _group(
        "Trường Tiểu học Ngã Năm 1",
        "Phòng Giáo dục và Đào tạo",
        "Hai năm liên tục dẫn đầu phong trào thi đua của ngành, 100% học sinh hoàn thành cấp học",
    ),
    _person(
        Gender.FEMALE,
        "Lâm Thị Ngọc Diệp",
        1979,
        "Hiệu trưởng",
        "Trường Tiểu học Ngã Năm 1",
        "Hai sáng kiến được áp dụng toàn thị xã, hai lần liên tục là Chiến sĩ thi đua cơ sở",
    ),
)
