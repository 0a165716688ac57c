"""What a page says of a printed draft that is old: the part, the article, the names."""

from decisions.queries.diff import changed_parts


def paper(*rows, **more):
    """A decision's words with this annex."""
    section = {"title": "CÁ NHÂN", "rows": [dict(row) for row in rows]}
    articles = [{"text": f"Điều {n}", "points": []} for n in (1, 2, 3)]
    return {"about": "Về việc", "articles": articles, "annexes": [{"sections": [section]}]} | more


def row(name, detail="Trưởng ấp", prize=540_000):
    return {"name": name, "detail": detail, "prize": prize, "note": ""}


ONE, OTHER = row("Ông Trần Văn Út"), row("Bà Lê Thị Đào")


def test_the_same_paper_is_not_old():
    assert changed_parts(paper(ONE), paper(ONE)) == []


def test_who_came_who_went_and_whose_line_is_another_are_named():
    now = paper(row("Ông Trần Văn Út", "Phó ấp"), row("Bà Sơn Thị Mai"))
    assert changed_parts(paper(ONE, OTHER), now) == [
        "danh sách kèm theo (thêm Bà Sơn Thị Mai; bớt Bà Lê Thị Đào; sửa dòng Ông Trần Văn Út)"
    ]


def test_another_order_alone_is_told_without_names():
    assert changed_parts(paper(ONE, OTHER), paper(OTHER, ONE)) == ["danh sách kèm theo"]


def test_two_lines_of_one_name_are_both_compared():
    now = paper(ONE, ONE | {"prize": 0})
    assert changed_parts(paper(ONE, ONE), now) == ["danh sách kèm theo (sửa dòng Ông Trần Văn Út)"]


def test_a_long_list_names_three_and_counts_the_others():
    now = paper(*(row(f"Ông {letter}") for letter in "ABCDE"))
    [told] = changed_parts(paper(), now)
    assert told == "danh sách kèm theo (thêm Ông A, Ông B, Ông C và 2 trường hợp khác)"


def test_articles_are_told_by_their_number_and_other_parts_by_their_name():
    articles = [{"text": "Điều 1", "points": ["1. Ông A"]}, *paper()["articles"][1:]]
    now = paper(ONE, articles=articles, about="Về việc khác", recipients=["Lưu: VT"])
    assert changed_parts(paper(ONE), now) == ["trích yếu", "Điều 1", "nơi nhận"]
    assert changed_parts({"paragraphs": ["A"]}, {"paragraphs": ["B"]}) == ["nội dung tờ trình"]
