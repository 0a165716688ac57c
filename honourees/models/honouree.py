"""People, collectives and households that are honoured: one record for life."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Replace

from law.enums import HonoureeKind
from nganam_awards.core.address import address
from nganam_awards.core.query_text import Blank
from nganam_awards.core.word_list import listed
from units.models import Unit


class Gender(models.TextChoices):
    """How a person is addressed on paper."""

    MALE = "male", "Ông"
    FEMALE = "female", "Bà"


# «Ông», «Bà» before a name, as lists write it.
SALUTATIONS = {gender.label: gender.value for gender in Gender}


class HonoureeQuerySet(models.QuerySet):
    """Records of the register."""

    def in_group(self, record: "Honouree") -> "HonoureeQuerySet":
        """The main record and all that were merged into it."""
        return self.behind([record.record_id])

    def behind(self, records: Iterable[int] | Blank) -> "HonoureeQuerySet":
        """These main records and all that were merged into them, thousands in one question.

        Said as one «or», PostgreSQL would read the whole register for it.
        """
        keys = listed(records)
        either = "SELECT unnest(%s::bigint[]) UNION ALL "
        merged = "SELECT id FROM honourees_honouree WHERE main_id = ANY(%s::bigint[])"
        return self.filter(pk__in=RawSQL(either + merged, [keys, keys])).order_by()  # noqa: S611


def initials(name: F) -> Func:
    """«nth» of «nguyen thi hoa»: what is left when any word but its first letter is mistyped."""
    rest = (Value(r"(\S)\S*\s*"), Value(r"\1"), Value("g"))
    return Func(name, *rest, function="regexp_replace", output_field=TextField())


class Honouree(models.Model):
    """An honouree (đối tượng khen thưởng): a person, a collective or a household of the town."""

    kind = models.CharField("đối tượng", max_length=20, choices=HonoureeKind.choices)
    full_name = models.CharField("họ và tên hoặc tên tập thể", max_length=200)
    gender = models.CharField("danh xưng", max_length=10, choices=Gender.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="honourees", verbose_name="đơn vị")
    # A second record of one honouree points at the first; everything else of both stays where it
    # was, so taking the merge back is taking the pointer back.
    main = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="others",
        editable=False,
        verbose_name="bản ghi chính",
    )
    name_fold = models.GeneratedField(
        expression=Func(F("full_name"), function="vn_fold"),
        output_field=TextField(),
        db_persist=True,
    )
    # Without spaces: lists misplace them.
    name_letters = models.GeneratedField(
        expression=Replace(Func(F("full_name"), function="vn_fold"), Value(" "), Value("")),
        output_field=TextField(),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=Func(F("full_name"), function="vn_name_key"),
        output_field=TextField(),
        db_persist=True,
    )

    objects = HonoureeQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng khen thưởng"
        indexes = [
            models.Index(fields=["unit", "full_name"], name="honouree_of_unit"),
            models.Index(fields=["name_fold"], name="honouree_folded"),
            models.Index(fields=["unit", "name_fold"], name="honouree_folded_in_unit"),
            models.Index(fields=["name_letters", "birth_year"], name="honouree_born_in"),
            models.Index(
                fields=["name_letters", "birth_date"],
                condition=~Q(birth_date=None),
                name="honouree_born_on",
            ),
            models.Index(fields=["unit", "name_letters"], name="honouree_next_door"),
            # Pairs of records that may be one are looked for along these two.
            models.Index(
                fields=["birth_date"], condition=~Q(birth_date=None), name="honouree_day_of_birth"
            ),
            models.Index(F("unit"), initials(F("name_fold")), name="honouree_initials_in_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                name="only_persons_are_born",
                condition=Q(kind=HonoureeKind.PERSON) | Q(birth_year=None, birth_date=None),
                violation_error_message="Chỉ cá nhân có ngày sinh, năm sinh.",
            ),
            models.CheckConstraint(
                name="nobody_is_merged_into_itself",
                condition=Q(main=None) | ~Q(main=F("id")),
                violation_error_message="Không gộp một bản ghi vào chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return address("honourees:honouree", self.record_id)

    @property
    def born(self) -> str:
        """«02/09/1985», «1985» or nothing."""
        if self.birth_date:
            return f"{self.birth_date:%d/%m/%Y}"
        return str(self.birth_year or "")

    @property
    def record_id(self) -> int:
        """The record that stands for this honouree: its own, or the one it was merged into."""
        return self.main_id or self.pk
