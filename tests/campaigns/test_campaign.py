"""What sentences call a campaign: its own words, nothing doubled, nothing cut."""

import pytest

from campaigns.enums import ReviewKind
from campaigns.models.campaign import spoken_campaign
from decisions.queries import articles as articles_queries
from tests.factories.campaigns import AwardPlanFactory


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Dạy tốt, học tốt", "phong trào thi đua “Dạy tốt, học tốt” năm 2023"),
        ("Phong trào Dạy tốt, học tốt", "phong trào Dạy tốt, học tốt năm 2023"),
        ("Phong trào thi đua yêu nước", "phong trào thi đua yêu nước năm 2023"),
        ("PHONG TRÀO THI ĐUA: Dân vận khéo", "phong trào thi đua Dân vận khéo năm 2023"),
        ("Phong trào Phong trào thi đua dân vận", "phong trào thi đua dân vận năm 2023"),
        ("Thi đua “Dân vận khéo”", "phong trào thi đua “Dân vận khéo” năm 2023"),
        ("Dân vận khéo năm 2023", "phong trào thi đua “Dân vận khéo năm 2023”"),
        ("“Dân vận khéo”", "phong trào thi đua “Dân vận khéo” năm 2023"),
        ("Gương “Người tốt”", "phong trào thi đua “Gương ‘Người tốt’” năm 2023"),
        ("Cuộc vận động vì người nghèo", "cuộc vận động vì người nghèo năm 2023"),
        ("Đại hội Hội Nông dân", "Đại hội Hội Nông dân năm 2023"),
        ("Phong trào", "phong trào thi đua “Phong trào” năm 2023"),
    ],
)
def test_a_campaign_is_called_by_its_own_words_once(name, spoken):
    assert spoken_campaign(name, 2023) == spoken


@pytest.mark.django_db
@pytest.mark.parametrize("review_kind", ReviewKind)
def test_the_usual_reason_doubles_nothing_and_reads_on(review_kind):
    plan = AwardPlanFactory(
        approved=True, campaign__name="Phong trào thi đua Dạy tốt", review_kind=review_kind
    )
    reason = articles_queries.usual_reason("thematic", "commendation", plan, 2023)
    assert reason.lower().count("phong trào") == 1
    assert articles_queries.reads_on(reason)


@pytest.mark.parametrize(
    ("reason", "reads"),
    [
        ("đã có thành tích xuất sắc", True),
        ("có thành tích xuất sắc", True),
        ("phong trào thi đua Dạy tốt", False),
        ("Hoàn thành xuất sắc nhiệm vụ", False),
        ("đã có thành tích trong phong trào thi đua Phong trào Dạy tốt", False),
        ("đã có đã hoàn thành", False),
    ],
)
def test_a_reason_reads_on_or_is_questioned(reason, reads):
    assert articles_queries.reads_on(reason) is reads
