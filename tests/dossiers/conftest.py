"""The people of one filing: a ward, Phòng Nội vụ, the Chairman, a neighbour who sees nothing."""

from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import AwardPlan
from dossiers.models import Dossier
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import UnitFactory, UserFactory
from units.models import Unit, User


@dataclass
class Town:
    """Who works on a dossier."""

    ward: Unit
    plan: AwardPlan
    clerk: User
    head: User
    officer: User
    officer2: User
    chief: User
    chairman: User
    stranger: User

    def draft(self, **fields: object) -> Dossier:
        """A complete draft of the ward's clerk."""
        fields = {"papers": True, "created_by": self.clerk, "unit": self.ward} | fields
        return DossierFactory(plan=self.plan, **fields)

    def filed(self, **fields: object) -> Dossier:
        """Through the real steps: handed over by the clerk, confirmed by the head."""
        dossier = self.draft(**fields)
        dossier_transitions.hand_over(dossier, by=self.clerk)
        return dossier_transitions.confirm(dossier, by=self.head)

    def received(self, **fields: object) -> Dossier:
        """With its receipt."""
        return dossier_transitions.receive(self.filed(**fields), by=self.officer)

    def appraising(self, **fields: object) -> Dossier:
        """With its officer."""
        return dossier_transitions.assign(
            self.received(**fields), officer=self.officer, by=self.chief
        )

    def appraised(self, verdict: str = "recommend", **fields: object) -> Dossier:
        """With one verdict for all lines."""
        dossier = self.appraising(**fields)
        words = {line.pk: (verdict, "Chưa đủ tiêu chuẩn.") for line in dossier.nominations.all()}
        nominee_transitions.give_verdicts(dossier, words, by=self.officer)
        return dossier_transitions.finish(dossier, by=self.officer)


@pytest.fixture
def town(db) -> Town:
    """A ward with an approved plan of 2023: 8 collectives, 15 persons."""
    return a_town()


def a_town() -> Town:
    """The rows of it."""
    ward = UnitFactory(name="Ủy ban nhân dân Phường 1")
    return Town(
        ward=ward,
        plan=AwardPlanFactory(approved=True, campaign__organiser=ward),
        clerk=UserFactory(clerk=True, unit=ward, full_name="Lê Thị Cẩm Tú"),
        head=UserFactory(head=True, unit=ward, full_name="Võ Quốc Ưng"),
        officer=UserFactory(officer=True, full_name="Nguyễn Hoàng Ân"),
        officer2=UserFactory(officer=True, full_name="Trần Minh Khoa"),
        chief=UserFactory(home_affairs_head=True, full_name="Đỗ Thanh Hà"),
        chairman=UserFactory(chairman=True, full_name="Phan Văn Lợi"),
        stranger=UserFactory(clerk=True),
    )


@pytest.fixture
def tiny_pdf():
    """A paper to bring: `tiny_pdf("Biên bản.pdf")`."""

    def make(name: str = "Biên bản họp xét.pdf", content: bytes = TINY_PDF) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    return make


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    """Files of a test go with it."""
    settings.MEDIA_ROOT = tmp_path
