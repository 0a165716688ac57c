"""Kinds of bodies and of emulation clusters, as the town's own papers group them."""

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """The groups that the town's letters address, and clusters acting as one."""

    PARTY = "party", "Ban Đảng"
    FRONT_AND_UNIONS = "front_and_unions", "Mặt trận và đoàn thể"
    DEPARTMENT = "department", "Phòng, ban chuyên môn"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp"
    CENTRAL_BODY = "central_body", "Cơ quan Trung ương trên địa bàn"
    LOCAL_COMMITTEE = "local_committee", "Ủy ban nhân dân phường, xã"
    CLUSTER = "cluster", "Cụm, khối thi đua"


class SuccessionKind(TextChoices):
    """How a body came to an end with others going on."""

    MERGED = "merged", "Sáp nhập, hợp nhất"
    DIVIDED = "divided", "Chia, tách"
    REORGANISED = "reorganised", "Tổ chức lại, chuyển đổi"


class ClusterRole(TextChoices):
    """Head (trưởng) or deputy (phó): which member unit leads a cluster in a year."""

    HEAD = "head", "Trưởng cụm, khối"
    DEPUTY = "deputy", "Phó cụm, khối"


class ClusterKind(TextChoices):
    """Neighbouring wards and communes (cụm) or bodies of one line of work (khối)."""

    AREA = "area", "Cụm"
    SECTOR = "sector", "Khối"
