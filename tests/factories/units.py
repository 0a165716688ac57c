"""Units and people for tests: real groups, real dated grants."""

from datetime import date

import factory
from django.contrib.auth.models import Group, Permission
from factory.django import DjangoModelFactory

from council.models import CouncilMember
from units import offices as town
from units.enums import ClusterKind, UnitKind
from units.models import HOME_AFFAIRS_CODE, Cluster, Unit, UnitUserPermission, User


LONG_AGO = date(2020, 1, 1)  # a grant that counts whenever a test looks
PASSWORD = "Nganam@2023"


class ClusterFactory(DjangoModelFactory):
    """A cluster of wards."""

    class Meta:
        model = Cluster
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"CUM_{n}")
    name = factory.Sequence(lambda n: f"Cụm thi đua số {n}")
    kind = ClusterKind.AREA


class UnitFactory(DjangoModelFactory):
    """A ward committee; `home_affairs=True` is Phòng Nội vụ itself, once."""

    class Meta:
        model = Unit
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"UBND_{n}")
    name = factory.Sequence(lambda n: f"Ủy ban nhân dân Phường {n + 1}")
    kind = UnitKind.LOCAL_COMMITTEE
    symbol = "UBND"
    head_title = "Chủ tịch"

    class Params:
        home_affairs = factory.Trait(
            code=HOME_AFFAIRS_CODE,
            name="Phòng Nội vụ",
            kind=UnitKind.DEPARTMENT,
            symbol="PNV",
            head_title="Trưởng phòng",
        )
        school = factory.Trait(
            code=factory.Sequence(lambda n: f"TH_{n}"),
            name=factory.Sequence(lambda n: f"Trường Tiểu học số {n}"),
            kind=UnitKind.PUBLIC_SERVICE,
            symbol="TH",
            head_title="Hiệu trưởng",
        )


class GrantFactory(DjangoModelFactory):
    """A right on a unit: `GrantFactory(user=…, unit=…, right="file_dossiers")`."""

    class Meta:
        model = UnitUserPermission
        rename = {"unit": "content_object"}
        exclude = ["right"]

    right = "file_dossiers"
    user = factory.SubFactory("tests.factories.units.UserFactory")
    unit = factory.SubFactory(UnitFactory)
    permission = factory.LazyAttribute(
        lambda o: Permission.objects.get(content_type__app_label="units", codename=o.right)
    )
    starts_on = LONG_AGO


# Traits of a person, one for each seat before the portal.
OFFICES = (
    "clerk",
    "head",
    "officer",
    "home_affairs_head",
    "chairman",
    "clerical",
    "administrator",
    "council_member",
)


class UserFactory(DjangoModelFactory):
    """A person; traits say the office: `UserFactory(clerk=True, unit=ward)`.

    `grants=["appraise"]` adds rights on the person's own unit, `offices=[…]` town offices,
    `council_role="chair"` a seat on the Council.
    """

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi.dung{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {chr(65 + n % 26)}n")
    unit = factory.SubFactory(UnitFactory)
    title = "Công chức"
    password = factory.django.Password(PASSWORD)
    offices = ()
    grants = ()
    council_role = ""
    # Said for each trait in every factory: what is not said is looked for and missed, with an error
    # that writes out the whole factory before it is swallowed.
    clerk = head = officer = home_affairs_head = council_member = False
    chairman = deputy = clerical = administrator = False

    class Params:
        clerk = factory.Trait(grants=["file_dossiers"])
        head = factory.Trait(grants=["confirm_dossiers"], title="Thủ trưởng")
        officer = factory.Trait(
            unit=factory.SubFactory(UnitFactory, home_affairs=True),
            title="Chuyên viên",
            offices=[town.HOME_AFFAIRS_OFFICER],
        )
        home_affairs_head = factory.Trait(
            unit=factory.SubFactory(UnitFactory, home_affairs=True),
            title="Trưởng phòng",
            offices=[town.HOME_AFFAIRS_HEAD],
            grants=["confirm_dossiers"],
        )
        council_member = factory.Trait(council_role="member")
        chairman = factory.Trait(unit=None, title="Chủ tịch", offices=[town.CHAIRMAN])
        deputy = factory.Trait(unit=None, title="Phó Chủ tịch", offices=[town.DEPUTY_CHAIRMAN])
        clerical = factory.Trait(unit=None, title="Văn thư", offices=[town.CLERICAL])
        administrator = factory.Trait(
            unit=factory.SubFactory(UnitFactory, home_affairs=True),
            title="Quản trị",
            offices=[town.ADMINISTRATOR],
        )

    @classmethod
    def _build(cls, model_class: type[User], *args: object, **fields: object) -> User:
        del fields["offices"], fields["grants"], fields["council_role"]
        return super()._build(model_class, *args, **fields)

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **fields: object) -> User:
        names, rights = fields.pop("offices"), fields.pop("grants")
        role = fields.pop("council_role")
        person = super()._create(model_class, *args, **fields)
        if names:
            person.groups.set(Group.objects.filter(name__in=names))
        for right in rights:
            GrantFactory(user=person, unit=person.unit, right=right)
        if role:
            named_in = "Quyết định số 15/QĐ-UBND ngày 10/01/2023"
            CouncilMember.objects.create(
                person=person, role=role, named_in=named_in, starts_on=LONG_AGO
            )
        return person
