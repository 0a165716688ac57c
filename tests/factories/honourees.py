"""Records of the register and what they were awarded."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from honourees.models import Award, Honouree
from law.models import AwardType
from tests.factories.units import UnitFactory


class HonoureeFactory(DjangoModelFactory):
    """A teacher of a unit: `HonoureeFactory(full_name="Lý Sà Rinh", unit=school)`."""

    class Meta:
        model = Honouree

    kind = "person"
    full_name = factory.Sequence(lambda n: f"Trần Văn Số {n}")
    birth_year = factory.LazyAttribute(lambda o: 1985 if o.kind == "person" else None)
    unit = factory.SubFactory(UnitFactory)


class AwardFactory(DjangoModelFactory):
    """An award of a year: `AwardFactory(code="CSTDCS", merit_year=2022)`."""

    class Meta:
        model = Award
        exclude = ["code"]

    code = "LDTT"
    honouree = factory.SubFactory(HonoureeFactory)
    award_type = factory.LazyAttribute(lambda o: AwardType.objects.get(code=o.code))
    merit_year = 2022
    decision_symbol = factory.LazyAttributeSequence(lambda o, n: f"{1000 + n}/QĐ-UBND")
    decided_on = factory.LazyAttribute(lambda o: date(o.merit_year, 12, 12))
    prize_vnd = 447_000
    category = "merit"
    unit_then = factory.LazyAttribute(lambda o: o.honouree.unit)
