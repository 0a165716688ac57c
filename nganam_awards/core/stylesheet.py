"""Tabler's stylesheet cut to what the portal's pages use: a tenth of it is ever looked at.

A class stays if its name stands anywhere as a word in what draws pages (templates, ours and the
form library's, Python, scripts); a word that only looks like a class costs some bytes, a class
that is missed would cost a look. `manage cut_stylesheet` writes it anew, a test compares.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import tinycss2
from django.conf import settings


WHOLE = Path("static/vendor/tabler/tabler.min.css")
CUT = Path("static/vendor/tabler/tabler.cut.css")
_OURS = (("templates", "*.html"), ("static/js", "*.js"), (".", "*.py"))
_NOT_OURS = {".venv", "tests", "var", "migrations"}
_FORM_LIBRARIES = ("crispy_forms", "crispy_bootstrap5")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_OPEN = re.compile(r"([A-Za-z0-9_]+-)(?=\{[{%]|\$\{|[\"'`] *\+)")  # `btn-{{ tone }}`
_CLASS = re.compile(r"\.((?:\\.|[A-Za-z0-9_-])+)")
_CHOICE = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")  # none of it is asked for
_COMMA = re.compile(r",(?![^(]*\))")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_NESTS = {"media", "supports", "layer", "container"}
_OTHER_LOOKS = ("data-bs-theme=dark", "data-bs-theme-")  # the portal has one look


def cut(whole: str, words: "UsedWords", beside: str) -> str:
    """The rules that can match, the variables and movements that they or `beside` refer to."""
    rules = tinycss2.parse_stylesheet(whole, skip_comments=True, skip_whitespace=True)
    text = "".join(_kept(rules, words))
    while (shorter := _without_unread(text, beside)) != text:
        text = shorter
    return text


def written() -> str:
    """What the file should hold today."""
    base = Path(settings.BASE_DIR)
    whole = (base / WHOLE).read_text()
    beside = "".join(path.read_text() for path in sorted((base / "static/css").glob("*.css")))
    told = f"/*! Cut from {WHOLE.name} by manage cut_stylesheet; MIT, see LICENSE */\n"
    return cut(whole, UsedWords(_sources(base)), beside) + told


def classes_of(text: str) -> set[str]:
    """Every class that a stylesheet's selectors name."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return {name for prelude in _preludes(rules) for name in _classes(prelude)}


class UsedWords:
    """Whatever could be the name of a class in what draws pages."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._open: set[str] = set()  # names that are put together while a page is drawn
        for text in texts:
            self._words.update(_WORD.findall(text))
            self._open.update(_OPEN.findall(text))

    def __contains__(self, name: str) -> bool:
        if name in self._words:
            return True
        return any(
            name.startswith(start) and name.removeprefix(start) in self._words
            for start in self._open
        )


def _sources(base: Path) -> Iterator[str]:
    for folder, pattern in _OURS:
        for path in sorted((base / folder).rglob(pattern)):
            if not _NOT_OURS.intersection(path.relative_to(base).parts):
                yield path.read_text()
    for library in _FORM_LIBRARIES:
        for path in Path(find_spec(library).origin).parent.rglob("*.html"):
            yield path.read_text()


def _classes(selector: str) -> list[str]:
    return [name.replace("\\", "") for name in _CLASS.findall(selector)]


def _preludes(rules: list) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTS and rule.content:
            yield from _preludes(_rules_in(rule))


def _rules_in(rule: tinycss2.ast.AtRule) -> list:
    return tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)


def _kept(rules: list, words: UsedWords) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _COMMA.split(tinycss2.serialize(rule.prelude))
            left = [selector for selector in selectors if _can_match(selector, words)]
            if left:
                yield f"{','.join(left)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.lower_at_keyword in _NESTS and rule.content is not None:
            if inner := "".join(_kept(_rules_in(rule), words)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _can_match(selector: str, words: UsedWords) -> bool:
    if any(look in selector for look in _OTHER_LOOKS):
        return False
    return all(name in words for name in _classes(_CHOICE.sub("", selector)))


def _without_unread(text: str, beside: str) -> str:
    """The same without variables that nothing reads and movements that nothing plays."""
    read = set(_VARIABLE.findall(text + beside))
    played = set(_WORD.findall(re.sub(r"@keyframes [\w-]+", "", text) + beside))
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "".join(_read_of(rules, read, played))


def _read_of(rules: list, read: set[str], played: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            told = tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            left = [one.serialize() for one in told if not _is_unread(one, read)]
            if left:
                yield f"{tinycss2.serialize(rule.prelude)}{{{';'.join(left)}}}"
        elif rule.lower_at_keyword in _NESTS and rule.content is not None:
            if inner := "".join(_read_of(_rules_in(rule), read, played)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.lower_at_keyword != "keyframes" or played.intersection(
            _WORD.findall(tinycss2.serialize(rule.prelude))
        ):
            yield rule.serialize()


def _is_unread(declaration: tinycss2.ast.Declaration, read: set[str]) -> bool:
    name = declaration.name
    return name.startswith("--") and name not in read
