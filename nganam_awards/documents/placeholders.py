"""Sentences of a paper that a person may reword, with places that the rows fill: «[đối tượng]».

A sentence is only taken with every one of its places, once, and with no other.
"""

import re
from collections import Counter
from collections.abc import Mapping


_PLACE = re.compile(r"\[([^\[\]]*)\]")


def places(text: str) -> list[str]:
    """Names of the places in a sentence, in their order."""
    return _PLACE.findall(text)


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence as the paper prints it; a place at its head begins with a capital."""
    text = _PLACE.sub(lambda place: values[place[1]], sentence)
    return f"{text[:1].upper()}{text[1:]}"


def blockers(usual: str, typed: str) -> list[str]:
    """Why a sentence cannot stand so: a place was lost, altered, repeated or made up."""
    if not typed:
        return []
    wanted = set(places(usual))
    found = Counter(places(typed))
    lost = [place for place in places(usual) if place not in found]
    strange = [place for place in found if place not in wanted]
    twice = [place for place, n in found.items() if n > 1 and place in wanted]
    told = []
    if lost:
        told.append(f"Còn thiếu {_listed(lost)}: phần này lấy từ danh sách, không bỏ được.")
    if strange:
        told.append(f"Không có phần số liệu tên {_listed(strange)}; bỏ đi hoặc sửa lại đúng tên.")
    if twice:
        told.append(f"{_listed(twice)} chỉ viết một lần trong câu.")
    if not told and any(sign in _PLACE.sub("", typed) for sign in "[]"):
        told.append("Dấu «[» và «]» chỉ dùng cho phần số liệu; bỏ dấu thừa.")
    return told


def _listed(names: list[str]) -> str:
    return ", ".join(f"«[{name}]»" for name in names)
