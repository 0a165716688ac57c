"""Which letters are a syllable of Vietnamese: with their marks, or without any."""

import re
import unicodedata

from nganam_awards.core.text import fold


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INITIAL = re.compile("ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]")
_RIMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ynh ych yt
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    oi om on ong ooc oong op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ
    uy uya uych uynh uyên uyêt uyt uyu uyn ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn
    ương ươp ươt ươu""".split()  # noqa: SIM905 - a table is read as one
)
_STOPPED = re.compile("(?:ch|[cpt])$")
_BARE_RIMES = frozenset(map(fold, _RIMES))
_BEGUN = frozenset(rime[:end] for rime in _BARE_RIMES for end in range(len(rime)))


def is_syllable(word: str) -> bool:
    """Whether Vietnamese has such a syllable: initial, rime and at most one tone."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in apart if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    if len(tones) > 1:
        return False
    if tones and _STOPPED.search(bare) and tones[0] not in "\u0301\u0323":
        return False
    return not _RIMES.isdisjoint(_rests(bare))


def is_bare_syllable(letters: str) -> bool:
    """The same of folded letters: some marks would make one of them."""
    return not _BARE_RIMES.isdisjoint(_rests(letters))


def is_whole_syllable(letters: str) -> bool:
    """Is this a syllable of folded letters that no longer one begins with?"""
    return is_bare_syllable(letters) and _BEGUN.isdisjoint(_rests(letters))


def _rests(bare: str) -> set[str]:
    """What may be the rime: all of it, or what follows its initial."""
    initial = _INITIAL.match(bare)
    rests = {bare, bare[initial.end() :]} if initial else {bare}
    if bare.startswith("gi"):
        rests.add(bare[1:])  # «gì», «giêng»
    return rests
