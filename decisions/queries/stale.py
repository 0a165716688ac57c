"""What a printed draft no longer says as the rows do, in the words of the page."""

PARTS = {
    "issuer": "cơ quan ban hành",
    "authority": "thẩm quyền ban hành",
    "about": "trích yếu",
    "grounds": "căn cứ",
    "paragraphs": "nội dung tờ trình",
    "articles": "",
    "annexes": "",
    "recipients": "nơi nhận",
    "signature": "người ký",
}
NAMED_AT_MOST = 3


def changed_parts(printed: dict, now: dict) -> list[str]:
    """The parts that differ, from the head of the paper to its foot; articles and names by name."""
    told = []
    for part, words in PARTS.items():
        before, after = printed.get(part), now.get(part)
        if before == after:
            continue
        if part == "articles":
            told += _articles(before or [], after or [])
        elif part == "annexes":
            told.append(f"danh sách kèm theo{_names(before or [], after or [])}")
        else:
            told.append(words)
    return told


def _articles(before: list[dict], after: list[dict]) -> list[str]:
    numbers = range(max(len(before), len(after)))
    return [f"Điều {n + 1}" for n in numbers if before[n : n + 1] != after[n : n + 1]]


def _names(before: list[dict], after: list[dict]) -> str:
    """« (thêm ông Trần Văn Út; bớt bà Lê Thị Đào)»: who came, who went, whose line is another."""
    old, new = _rows(before), _rows(after)
    other = [name for name in old if name in new and old[name] != new[name]]
    said = [
        f"{verb} {_listed(names)}"
        for verb, names in (
            ("thêm", [name for name in new if name not in old]),
            ("bớt", [name for name in old if name not in new]),
            ("sửa dòng", other),
        )
        if names
    ]
    return f" ({'; '.join(said)})" if said else ""


def _rows(annexes: list[dict]) -> dict[str, list[tuple]]:
    """Each name with what its lines say, wherever in the list they stand."""
    found: dict[str, list[tuple]] = {}
    for annex in annexes:
        for section in annex["sections"]:
            for row in section["rows"]:
                said = (section["title"], row["detail"], row["prize"], row["note"])
                found.setdefault(row["name"], []).append(said)
    return found


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    listed = ", ".join(names[:NAMED_AT_MOST])
    return f"{listed} và {more} trường hợp khác" if more > 0 else listed
