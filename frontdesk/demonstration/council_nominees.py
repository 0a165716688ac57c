"""Who comes before the Council in the demonstration year: invented persons and collectives."""

from frontdesk.demonstration.nominees import Nominee
from honourees.models.honouree import Gender
from law.enums import HonoureeKind as K


FAILED = "Nguyễn Văn Tường"  # too few of the members agreed
STATION = "Trạm Y tế xã Tân Long"  # one member had no opinion
MEMBER = "Huỳnh Văn Bửu"  # hoidong1 himself


def _person(  # noqa: PLR0917 - a table of people reads best in columns
    gender: str, name: str, born: int, position: str, place: str, initiative: str
) -> Nominee:
    deed = "Hoàn thành xuất sắc nhiệm vụ năm 2023; sáng kiến được áp dụng có hiệu quả"
    return Nominee(K.PERSON, name, deed, place, position, gender, born, initiative)


def _group(name: str, place: str, deed: str) -> Nominee:
    return Nominee(K.COLLECTIVE, name, deed, place)


TEACHERS = (
    _person(
        Gender.FEMALE,
        "Võ Thị Ngọc Hân",
        1986,
        "Giáo viên",
        "Trường Tiểu học Phường 2",
        "Quyết định 31/QĐ-PGDĐT ngày 15/6/2023",
    ),
    _person(
        Gender.MALE,
        FAILED,
        1979,
        "Phó Hiệu trưởng",
        "Trường Trung học cơ sở Long Bình",
        "Quyết định 32/QĐ-PGDĐT ngày 15/6/2023",
    ),
    _person(
        Gender.FEMALE,
        "Thạch Thị Sô Rây",
        1990,
        "Giáo viên",
        "Trường Mầm non Vĩnh Quới",
        "Quyết định 33/QĐ-PGDĐT ngày 15/6/2023",
    ),
)
OFFICES = (
    _group(
        "Văn phòng Ủy ban nhân dân xã Tân Long",
        "xã Tân Long",
        "100 % hồ sơ trả đúng hẹn; đứng đầu các xã về dịch vụ công trực tuyến",
    ),
    _group(
        STATION,
        "xã Tân Long",
        "Giữ vững bộ tiêu chí quốc gia về y tế xã; không để xảy ra ổ dịch lớn",
    ),
    _group(
        "Công an xã Tân Long",
        "xã Tân Long",
        "Kéo giảm 30 % vụ việc về trật tự xã hội so với năm trước",
    ),
)
ROADS = (
    _group(
        "Ban Phát triển ấp Mỹ Hương",
        "xã Mỹ Bình",
        "Vận động làm 4,2 km lộ nông thôn, nhân dân đóng góp 1,6 tỷ đồng",
    ),
)
FRONT = (
    Nominee(
        K.PERSON,
        MEMBER,
        "Chỉ đạo 14 cuộc giám sát, phản biện xã hội; vận động Quỹ «Vì người nghèo» đạt 2,1 tỷ đồng",
        "Ủy ban Mặt trận Tổ quốc Việt Nam thị xã",
        "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam thị xã",
        Gender.MALE,
        1972,
        "Quyết định 08/QĐ-MTTQ ngày 20/9/2023",
    ),
    _person(
        Gender.FEMALE,
        "Phan Thị Mỹ Linh",
        1988,
        "Ủy viên Thường trực",
        "Ủy ban Mặt trận Tổ quốc Việt Nam thị xã",
        "Quyết định 09/QĐ-MTTQ ngày 20/9/2023",
    ),
)
TOWNSFOLK = (
    _group("Ban Nhân dân khóm 1", "Phường 1", "Khóm không rác; 100 % hộ ký cam kết vỉa hè thông"),
    Nominee(
        K.PERSON,
        "Lê Hoàng Phúc",
        "Vận động 46 hộ lắp camera an ninh, bảy tháng không mất trộm",
        "khóm 1, Phường 1",
        "Tổ trưởng tổ tự quản số 3",
        Gender.MALE,
        1980,
    ),
    Nominee(
        K.PERSON,
        "Trần Thị Kim Thoa",
        "Tổ chức phiên chợ «Đổi rác lấy quà» mỗi tháng một lần",
        "khóm 6, Phường 1",
        "Chi hội trưởng Phụ nữ khóm 6",
        Gender.FEMALE,
        1987,
    ),
)
