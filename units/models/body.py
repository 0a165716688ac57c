"""Units of the town and the clusters in which they compete."""

from datetime import date

from django.db import models
from django.db.models import F, Func, Q

from nganam_awards.core.address import address
from nganam_awards.core.search import begins_word, every_word
from nganam_awards.core.text import fold
from units.enums import ClusterKind, ClusterRole, UnitKind


HOME_AFFAIRS_CODE = "PNV"  # Phòng Nội vụ: the Council's standing body

# What officials say instead of the full name of an organ; longer names first.
SPOKEN_SHORT = (
    ("Hội đồng nhân dân và Ủy ban nhân dân", "HĐND và UBND"),
    ("Ủy ban nhân dân", "UBND"),
    ("Mặt trận Tổ quốc", "MTTQ"),
    ("Trung học cơ sở", "THCS"),
)


def spoken_name(name: str) -> str:
    """«Ủy ban nhân dân Phường 1» as it is spoken: «UBND Phường 1»."""
    for full, spoken in SPOKEN_SHORT:
        name = name.replace(full, spoken)
    return name


_LONG_FORMS = {fold(short): fold(long) for long, short in SPOKEN_SHORT if " " not in short}


class VietnameseKey(Func):
    """Sort key of a plain name in the order of the Vietnamese alphabet."""

    function = "vn_sort_key"
    output_field = models.TextField()


class Folded(Func):
    """A text as people type it in haste: small letters, no accents."""

    function = "vn_fold"
    output_field = models.TextField()


def names_unit(term: str, path: str = "") -> Q:
    """One typed word names a unit; `path` leads to it from another row («organiser__»).

    A body is found by what it was called before and by who went on with its work: whoever asks for
    «phường Ngã Năm» means Phường 1, Phường 2 and Vĩnh Quới as well.
    """
    named = _has_word(term, f"{path}folded") | Q(**{f"{path}code__icontains": term})
    once = _has_word(term, "former_names__folded", "successions__new__folded")
    through_time = Unit.objects.filter(once).order_by().values("pk")
    return named | Q(**{f"{path}pk__in": through_time})


def _has_word(term: str, *folded: str) -> Q:
    found = begins_word(term, *folded)
    if long_form := _LONG_FORMS.get(term):
        for name in folded:
            found |= Q(**{f"{name}__contains": long_form})
    return found


class ClusterQuerySet(models.QuerySet):
    """Clusters by what a page asks of them."""

    def visible_to(self, user: object) -> "ClusterQuerySet":
        """As units: who competes with whom is known to every colleague."""
        return self if user.is_authenticated and user.is_active else self.none()

    def matching(self, words: str) -> "ClusterQuerySet":
        """Search by name without accents, or by code."""
        rows = self.annotate(folded=Folded("name"))
        return rows.filter(Q(folded__contains=fold(words).strip()) | Q(code__icontains=words))

    def for_list(self) -> "ClusterQuerySet":
        """By name, with how many units are in each."""
        rows = self.annotate(unit_count=models.Count("units"))
        return rows.order_by(VietnameseKey("name"), "pk")


class Cluster(models.Model):
    """A cluster (cụm, khối): bodies that agree on criteria, score each other and share ratios."""

    code = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=200, unique=True)
    kind = models.CharField("loại", max_length=10, choices=ClusterKind.choices)
    # The unit row through which the cluster launches campaigns; its rights go by year.
    acting_unit = models.OneToOneField(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts_for",
        verbose_name="đơn vị đứng tên",
    )

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = "cụm, khối thi đua"
        default_permissions = ()
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="cluster_kind_is_known",
                condition=Q(kind__in=ClusterKind.values),
                violation_error_message="Chọn cụm hoặc khối.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("units:cluster_detail", self.code)


class ClusterHead(models.Model):
    """Head or deputy of a cluster in one year: rotates yearly among the members (domain: §5.3)."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="heads")
    year = models.PositiveSmallIntegerField("năm")
    role = models.CharField(
        "vai trò", max_length=10, choices=ClusterRole.choices, default=ClusterRole.HEAD
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị")

    class Meta:
        verbose_name = "trưởng, phó cụm, khối"
        default_permissions = ()
        ordering = ["-year", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year", "role"],
                name="one_head_per_cluster_year_and_role",
                violation_error_message="Năm này đã có trưởng (phó) cụm, khối.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.year}: {self.unit}"


class UnitQuerySet(models.QuerySet):
    """Units by what a page asks of them."""

    def visible_to(self, user: object) -> "UnitQuerySet":
        """Names of offices are no secret to colleagues: everyone signed in sees every unit."""
        return self if user.is_authenticated and user.is_active else self.none()

    def in_force(self, day: date) -> "UnitQuerySet":
        """Bodies that exist on that day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def matching(self, words: str) -> "UnitQuerySet":
        """By words of the name without accents, «UBND» for what it stands for, or by code."""
        return self.filter(every_word(words, names_unit))

    def town_first(self) -> "UnitQuerySet":
        """What stands right under the town, then what stands under another unit, each by name."""
        return self.order_by(F("parent").asc(nulls_first=True), "sort_key", "pk")

    def with_people_count(self) -> "UnitQuerySet":
        """How many people with an open account sit in each."""
        return self.annotate(people_count=models.Count("people", filter=Q(people__is_active=True)))

    def for_list(self) -> "UnitQuerySet":
        """With what a row of the list shows, by name even where rows are counted along."""
        return self.select_related("cluster", "parent").order_by("sort_key", "pk")


class Unit(models.Model):
    """A unit (cơ quan, đơn vị): files dossiers, confirms them, keeps its people."""

    code = models.SlugField("mã đơn vị", max_length=30, unique=True)
    name = models.CharField("tên đơn vị", max_length=200, unique=True)
    kind = models.CharField("loại đơn vị", max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên trực tiếp",
    )
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name="cụm, khối thi đua",
    )
    symbol = models.CharField(
        "ký hiệu trên văn bản", max_length=20, help_text="Đứng sau số văn bản, ví dụ PNV."
    )
    head_title = models.CharField(
        "chức danh người đứng đầu", max_length=60, help_text="Ví dụ: Trưởng phòng, Hiệu trưởng."
    )
    successor = models.CharField(
        "đơn vị kế tục", max_length=200, blank=True, help_text="Khi đơn vị được sắp xếp lại."
    )
    valid_from = models.DateField("thành lập ngày", null=True, blank=True)
    valid_to = models.DateField("ngày cuối cùng hoạt động", null=True, blank=True)
    sort_key = models.GeneratedField(
        expression=VietnameseKey("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    folded = models.GeneratedField(
        expression=Folded("name"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        default_permissions = ()
        permissions = [
            ("file_dossiers", "Lập hồ sơ đề nghị khen thưởng của đơn vị"),
            ("confirm_dossiers", "Xác nhận và nộp hồ sơ của đơn vị"),
            ("appraise", "Thẩm định hồ sơ của đơn vị"),
            ("name_stand_in", "Cử người thay có thời hạn ở Phòng Nội vụ"),
            ("manage_units", "Quản lý đơn vị, người dùng và phân quyền"),
        ]
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["sort_key", "id"], name="unit_by_name")]
        constraints = [
            models.CheckConstraint(
                name="unit_kind_is_known",
                condition=Q(kind__in=UnitKind.values),
                violation_error_message="Chọn một loại đơn vị trong danh sách.",
            ),
            models.CheckConstraint(
                name="unit_starts_before_it_ends",
                condition=Q(valid_from__lte=F("valid_to")),
                violation_error_message="Ngày thành lập không được sau ngày cuối cùng hoạt động.",
            ),
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message="Đơn vị không thể là cấp trên của chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("units:unit_detail", self.code)

    @property
    def short_name(self) -> str:
        """The name as it is spoken: «UBND Phường 1»."""
        return spoken_name(self.name)

    @property
    def head_office(self) -> str:
        """What the head is called, as in a signature block: «Trưởng phòng Nội vụ»."""
        words = self.head_title.split()
        for start in range(len(words)):
            shared = " ".join(words[start:])
            if self.short_name.casefold().startswith(shared.casefold() + " "):
                return f"{self.head_title}{self.short_name[len(shared) :]}"
        return f"{self.head_title} {self.short_name}"

    @property
    def is_home_affairs(self) -> bool:
        """Is this the Home Affairs Division (Phòng Nội vụ) itself?"""
        return self.code == HOME_AFFAIRS_CODE

    def has_ended(self, day: date) -> bool:
        """Its last day is over."""
        return self.valid_to is not None and self.valid_to < day

    def exists_on(self, day: date) -> bool:
        """Twin of `in_force` for one row."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
