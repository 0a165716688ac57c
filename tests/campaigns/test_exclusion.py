"""Phrases that sound like an exclusion, measured on purposes as offices write them."""

import tomllib
from pathlib import Path

import pytest
from django.urls import reverse

from campaigns.enums import Exclusion
from campaigns.queries.exclusion import DECLARATIONS, LETTER, Passage, hints_in
from campaigns.rules import plan as plan_rules
from campaigns.transitions import plan as plan_transitions
from campaigns.workflow import PlanAction
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory


CORPUS = tomllib.loads((Path(__file__).parents[1] / "data/purposes.toml").read_text("utf-8"))
PURPOSES = CORPUS["purpose"]
LAW, CONFERENCE, JOINT = Exclusion.LAW, Exclusion.CONFERENCE, Exclusion.JOINT_PROGRAMME


def found_in(purpose):
    passages = [Passage("Tên phong trào", purpose["name"], is_name=True)]
    if "aim" in purpose:
        passages.append(Passage("Nội dung thi đua", purpose["aim"]))
    return {hint.exclusion for hint in hints_in(passages)}


def test_the_corpus_is_large_and_has_both_sides():
    guilty = [row for row in PURPOSES if row["excluded"]]
    assert len(PURPOSES) >= 60
    assert len(guilty) >= 20
    assert len(PURPOSES) - len(guilty) >= 20


def test_nine_guilty_purposes_of_ten_are_hinted_and_few_innocent_ones(record_property):
    guilty = [row for row in PURPOSES if row["excluded"]]
    innocent = [row for row in PURPOSES if not row["excluded"]]
    caught = [row for row in guilty if set(row["excluded"]) & found_in(row)]
    disturbed = [row["name"] for row in innocent if found_in(row)]
    recall = len(caught) / len(guilty)
    record_property(
        "told",
        f"hint recall {recall:.0%} ({len(caught)}/{len(guilty)}); "
        f"innocent purposes hinted {len(disturbed)}/{len(innocent)}, blocked 0",
    )
    assert recall >= 0.9
    assert len(disturbed) <= len(innocent) // 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "purpose", [row for row in PURPOSES if not row["excluded"]], ids=lambda row: row["name"]
)
def test_no_innocent_purpose_is_blocked(purpose, people):
    """Whatever is hinted, the plan leaves the unit; only people refuse."""
    plan = AwardPlanFactory(campaign__organiser=people.ward, campaign__name=purpose["name"])
    plan_transitions.hand_over(plan, by=people.clerk)
    plan_transitions.confirm(plan, by=people.head)
    assert plan.events.filter(action=PlanAction.CONFIRM).exists()


# The words themselves


def hints(text, *, is_name=False):
    return hints_in([Passage("Nội dung thi đua", text, is_name)])


@pytest.mark.parametrize(
    ("text", "exclusion", "words"),
    [
        ("Khen tổng kết 5 năm thực hiện Luật Trẻ em.", LAW, "tổng kết 5 năm thực hiện Luật"),
        ("ĐƯA LUẬT CĂN CƯỚC VÀO CUỘC SỐNG", LAW, "ĐƯA LUẬT CĂN CƯỚC VÀO CUỘC SỐNG"),
        ("Tặng quà, phục vụ Hội nghị xuân.", CONFERENCE, "phục vụ Hội nghị"),
        ("Theo Quy chế phối hợp số 4", JOINT, "Quy chế phối hợp"),
    ],
)
def test_the_very_words_are_given_back_with_what_stands_around(text, exclusion, words):
    [hint] = hints(text)
    [find] = hint.finds
    assert (hint.exclusion, find.words, hint.phrase) == (exclusion, words, words.lower())
    assert f"{find.before}{find.words}{find.after}" == text


def test_the_same_words_in_two_places_are_one_hint():
    name = Passage("Tên phong trào", "Chương trình phối hợp", is_name=True)
    [hint] = hints_in([name, Passage("Tiêu chí 1", "Đạt chương trình phối hợp")])
    assert [find.place for find in hint.finds] == ["Tên phong trào", "Tiêu chí 1"]


@pytest.mark.parametrize(
    "text",
    [
        "Biểu dương tại hội nghị tổng kết phong trào thi đua.",
        "Chấp hành pháp luật, không vi phạm kỷ luật.",
        "Bình xét theo Luật Thi đua, khen thưởng và Nghị định số 91/2017/NĐ-CP.",
        "Thực hiện Nghị định số 91/2017/NĐ-CP trong bình xét.",
        "Tổ chức hội thao, hội thi ở các khóm.",
        "Phối hợp giữa nhà trường, gia đình và xã hội.",
    ],
)
def test_daily_work_is_not_hinted(text):
    assert hints(text) == []


def test_a_name_alone_says_what_a_sentence_would_only_mention():
    assert hints("Sản phẩm được giới thiệu trên diễn đàn của đoàn.") == []
    assert [hint.exclusion for hint in hints("Diễn đàn Thanh niên", is_name=True)] == [CONFERENCE]


def test_a_long_text_is_quoted_around_the_words_only():
    text = f"{'Thi đua làm đường hoa. ' * 40}Phục vụ hội nghị. {'Giữ khóm sạch. ' * 40}"
    [hint] = hints(text)
    [find] = hint.finds
    assert find.words == "Phục vụ hội nghị"
    assert find.before.startswith("… ")
    assert find.after.endswith(" …")
    assert len(find.before + find.after) < 140


@pytest.mark.django_db
@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.field)
def test_a_yes_stays_on_the_clerks_desk_and_says_why_and_what_instead(declaration, people):
    plan = AwardPlanFactory(campaign__organiser=people.ward, **{declaration.field: True})
    [item] = plan_rules.missing(plan)
    for words in (LETTER, declaration.question, declaration.instead):
        assert words in item.text
    assert item.field == declaration.field
    with pytest.raises(Refused, match="Anh/chị trả lời «Có»"):
        plan_transitions.hand_over(plan, by=people.clerk)


@pytest.mark.django_db
def test_each_open_statement_is_asked_and_the_list_leads_to_its_field(people, client_of):
    fields = {declaration.field: None for declaration in DECLARATIONS}
    plan = AwardPlanFactory(campaign__organiser=people.ward, **fields)
    asked = [item.text for item in plan_rules.missing(plan)]
    assert asked == [f"Chưa trả lời: {declaration.question}" for declaration in DECLARATIONS]
    client, edit = client_of(people.clerk), reverse("campaigns:plan_edit", args=[plan.pk])
    page, form = client.get(plan.get_absolute_url()), client.get(edit)
    for declaration in DECLARATIONS:
        assert f'href="{edit}#div_id_{declaration.field}"' in page.content.decode()
        assert f'id="div_id_{declaration.field}"' in form.content.decode()
