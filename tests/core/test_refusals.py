"""What the portal says no with, and the two ways in which most refusals come about."""

import pytest

from law.models import CampaignTheme
from nganam_awards.core.refusals import Refused, require_note, saved


@pytest.mark.parametrize("note", ["", "  ", "\n"])
def test_a_note_that_says_nothing_is_refused_with_what_to_do(note):
    with pytest.raises(Refused) as refusal:
        require_note(note)
    assert refusal.value.reasons == ("Ghi rõ lý do để người nhận biết cần làm gì.",)
    with pytest.raises(Refused) as refusal:
        require_note(note, "Ghi lý do hủy duyệt.")
    assert refusal.value.reasons == ("Ghi lý do hủy duyệt.",)


def test_a_note_with_words_passes():
    assert require_note("Thiếu biên bản.") is None


@pytest.mark.django_db
def test_a_row_is_refused_in_the_words_of_its_model():
    with pytest.raises(Refused) as refusal:
        saved(CampaignTheme(name=""))
    assert refusal.value.reasons
    assert not CampaignTheme.objects.filter(name="").exists()
