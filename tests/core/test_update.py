"""Many rows written by one UPDATE, each with its own values."""

from datetime import date

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.models import AwardPlan
from dossiers.enums import ImportStage, NominationState
from dossiers.models import ListImport, Nomination
from honourees.models import Honouree
from law.enums import Rating
from nganam_awards.core.update import update_each
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db
HARD = 'Nguyễn Văn "Ân", {O\'Hara}, \\N, NULL, %s'


@pytest.fixture
def dossier():
    return DossierFactory(draft=True, persons=0)


def test_each_row_gets_its_own_values_of_every_kind_in_one_statement(
    dossier, django_assert_num_queries
):
    one, two, untouched = NominationFactory.create_batch(3, dossier=dossier)
    person = Honouree.objects.create(kind="person", full_name="A", unit=dossier.unit)
    one.full_name, one.rating, one.honouree = HARD, Rating.EXCELLENT, person
    one.birth_date, one.birth_year, one.votes_for, one.votes_total = date(1990, 2, 28), 1990, 0, 9
    two.full_name, two.rating, two.position, two.birth_year = "", "", "", None
    two.full_name, untouched.full_name = "Bé", "not asked to be written"
    names = ["full_name", "rating", "honouree", "birth_date", "birth_year", "votes_for"]
    with django_assert_num_queries(1):
        assert update_each([one, two, one], [*names, "votes_total", "position"]) == 2
    stored = {line.pk: line for line in Nomination.objects.all()}
    for line in (one, two):
        for name in (*names, "votes_total", "position"):
            assert getattr(stored[line.pk], name) == getattr(line, name), name
    assert stored[untouched.pk].full_name != untouched.full_name
    assert stored[two.pk].name_key != two.name_key  # of a new name there is a new key


def test_json_moments_and_files_keep_their_form(dossier):
    rows = [
        ListImport.objects.create(
            dossier=dossier, uploaded_by=dossier.created_by, name="a.xlsx", size=1, file=f"x/{n}"
        )
        for n in range(2)
    ]
    moment = timezone.now()
    rows[0].choices, rows[0].reasons = {"award": [1, None, HARD]}, [HARD]
    rows[0].leased_until, rows[0].stage, rows[0].file = moment, ImportStage.REFUSED, "x/9.xlsx"
    names = ["choices", "reasons", "leased_until", "stage", "file"]
    assert update_each(rows, names) == 2
    for row in rows:
        stored = ListImport.objects.get(pk=row.pk)
        assert [getattr(stored, name) for name in names] == [getattr(row, name) for name in names]


def test_what_the_column_refuses_is_refused_and_not_cut(dossier):
    line = NominationFactory(dossier=dossier)
    line.full_name = "x" * 201
    with pytest.raises(DataError), transaction.atomic():
        update_each([line], ["full_name"])
    line.full_name, line.honouree_id = "A", 999_999
    connection.check_constraints()
    update_each([line], ["honouree"])
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    line.honouree, line.state = None, NominationState.AWARDED
    update_each([line], ["honouree"])
    with pytest.raises(IntegrityError), transaction.atomic():
        update_each([line], ["state"])


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert update_each([], ["full_name"]) == 0


def test_a_row_that_is_gone_is_not_counted(dossier):
    line, gone = NominationFactory.create_batch(2, dossier=dossier)
    Nomination.objects.filter(pk=gone.pk).delete()
    assert update_each([line, gone], ["order"]) == 1


@pytest.mark.parametrize("name", ["id", "name_key", "events"])
def test_what_cannot_be_written_is_a_mistake(name):
    with pytest.raises(ValueError, match="no column that is written"):
        update_each([Nomination(pk=1)], [name])


@pytest.mark.parametrize("given", [{"full_name": "A"}, {"pk": 1, "honouree": Honouree()}])
def test_what_was_never_saved_is_a_mistake(given):
    with pytest.raises(ValueError, match="never saved"):
        update_each([Nomination(**given)], ["honouree"])


def test_arrays_are_left_to_save():
    with pytest.raises(TypeError, match="array"):
        update_each([AwardPlan(pk=1)], ["exclusions"])


def test_no_trigger_makes_generated_columns_anew_at_every_update():
    """PostgreSQL computes all of them again where a row trigger stands before an update."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT owner.relname, tgname FROM pg_trigger
            JOIN pg_class owner ON owner.oid = tgrelid
            JOIN pg_attribute ON attrelid = tgrelid AND attgenerated = 's'
            WHERE NOT tgisinternal AND tgtype & 1 > 0 AND tgtype & 2 > 0 AND tgtype & 16 > 0
            """
        )
        assert cursor.fetchall() == []
