"""Kept words: whoever writes in a dossier, by whatever road, searches find what stands there."""

from datetime import timedelta
from itertools import chain

import pytest

from decisions.queries import word_row as decision_words
from dossiers.models import Dossier, DossierWords, NameWords, Nomination
from dossiers.queries import word_row
from dossiers.services import dossier as dossier_services, trash as trash_services
from dossiers.transitions import supplement as supplement_transitions
from nganam_awards.core import clock
from tests.dossiers.test_supplement import asked, mended
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


def found(reader, typed):
    rows = Dossier.objects.visible_to(reader)
    return set(word_row.matching(rows, typed, reader).values_list("pk", flat=True))


@pytest.fixture(autouse=True)
def nothing_is_stale():
    yield
    kept = chain(word_row.recount_words(), decision_words.recount_words())
    assert list(map(str, kept)) == []


def test_several_words_stand_in_one_name(town):
    both, apart = town.appraising(persons=1), town.appraising(persons=1)
    NominationFactory(dossier=both, full_name="Quách Thị Thu Rớt")
    NominationFactory(dossier=apart, full_name="Quách Văn Lên")
    NominationFactory(dossier=apart, full_name="Bành Thị Rớt")

    assert found(town.officer, "quach") == {both.pk, apart.pk}  # one word
    assert found(town.officer, "rot quach") == {both.pk}
    assert found(town.officer, "?!") == set()


@pytest.mark.parametrize("few", [0, 1_000])
def test_many_with_all_words_are_found_like_few(few, town, monkeypatch):
    monkeypatch.setattr("nganam_awards.core.search.FEW", few)
    dossier = town.appraising(persons=1)
    NominationFactory.create_batch(2, dossier=dossier, full_name="Quách Thị Rớt")

    assert found(town.officer, "quach rot") == {dossier.pk}
    assert found(town.officer, dossier.title) >= {dossier.pk}


@pytest.mark.parametrize(
    "write",
    [
        lambda line: Nomination.objects.filter(pk=line.pk).update(full_name="Bành Lên"),
        lambda line: Nomination.objects.bulk_update(
            [Nomination(pk=line.pk, full_name="Bành Lên")], ["full_name"]
        ),
        lambda line: (line.delete(), NominationFactory(dossier=line.dossier, full_name="Bành Lên")),
    ],
)
def test_words_follow_every_write(write, town):
    dossier = DossierFactory(unit=town.ward, persons=0)
    write(NominationFactory(dossier=dossier, full_name="Quách Rớt"))

    assert found(town.clerk, "quach") == set()
    assert found(town.clerk, "banh len") == {dossier.pk}


def test_a_renamed_unit_and_another_title_are_found_at_once(town):
    dossier = DossierFactory(unit=town.ward, persons=0, title="Khen thưởng đột xuất")
    town.ward.name = "Hợp tác xã Lúa thơm"
    town.ward.save()

    assert dossier.pk in found(town.clerk, "lua thom")
    Dossier.objects.filter(pk=dossier.pk).update(title="Cứu người đuối nước")
    assert found(town.clerk, "duoi") == {dossier.pk}
    assert found(town.clerk, "dot xuat") == set()


def test_a_deleted_draft_leaves_no_words(town):
    dossier = town.draft(persons=2)
    assert NameWords.objects.filter(dossier=dossier).count() == 2
    Dossier.objects.filter(pk=dossier.pk).update(trashed_at=clock.now() - timedelta(days=40))
    trash_services.empty_trash()

    assert not Dossier.objects.filter(pk=dossier.pk).exists()
    assert not NameWords.objects.exists()
    assert not DossierWords.objects.exists()


def test_the_town_finds_no_words_that_were_not_sent(town):
    dossier = asked(town)
    line = mended(town, dossier, full_name="Quách Thị Rớt")
    before = dossier.nominations.get(pk=line.pk)
    dossier_services.edit_dossier(
        dossier, by=town.clerk, version=dossier.version, title="Cứu người đuối nước", summary=""
    )

    for typed in ("quach", "quach rot", "duoi nuoc"):
        assert found(town.officer, typed) == set(), typed
        assert found(town.clerk, typed) == {dossier.pk}, typed
    assert not word_row.named(Nomination.objects, "quach", town.officer).exists()
    assert word_row.named(Nomination.objects, "quach", town.clerk).get() == before

    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head, note="Đã sửa.")
    assert found(town.officer, "quach rot") == found(town.officer, "duoi") == {dossier.pk}
