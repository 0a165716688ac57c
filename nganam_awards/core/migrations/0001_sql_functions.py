"""vn_fold, vn_sort_key, vn_name_key: Vietnamese search and order on any PostgreSQL, no extension.

Twins of `core.text.fold`, `core.text.sort_key` and `core.names.name_sort_key`; the steps below are
theirs, in the same order. The bodies are SQL-standard (`RETURN …`), so that names in them are resolved
once and a dump restores under an empty search path. Letters change case by `translate`, never by
`lower()`, which follows the cluster's locale; small letters lead its lists and stand for themselves,
because `translate` walks the list for every letter.
"""

from django.db import migrations


UPPER, LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
MARKS = "".join(map(chr, range(0x300, 0x370)))
LETTER_MARKS = "\u0306\u0302\u031b"  # breve, circumflex, horn
TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
OTHER_MARKS = "".join(mark for mark in MARKS if mark not in LETTER_MARKS + TONE_MARKS)

FOLD = f"""
CREATE FUNCTION vn_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN normalize(
  translate(normalize($1, NFD), '{LOWER} {UPPER}ĐđÐðƉɖ{MARKS}', '{LOWER} {LOWER}dddddd'),
  NFC
);
"""

TAKEN_APART = f"""translate(
  normalize($1, NFD) COLLATE "C",
  '{LOWER} {LETTER_MARKS}{TONE_MARKS}{UPPER}ĐđÐðƉɖ{OTHER_MARKS}',
  '{LOWER} BCHVWXYZ{LOWER}DDDDDD'
)"""


def substituted(inner, pattern, replacement):
    return f"regexp_replace({inner}, '{pattern}', '{replacement}', 'g')"


def sort_key_body():
    key = f"btrim({substituted(TAKEN_APART, '[^a-z0-9BCDHV-Z]+', ' ')}, ' ')"
    key = substituted(key, "([V-Z])([a-z0-9BCDH]*)", r"\2\1")  # a word's tone behind its letters
    key = f"replace({key}, 'D', 'dB')"
    key = substituted(key, "([0-9]+)", r"00000\1")  # numbers by value: six places
    key = substituted(key, "0{0,5}([0-9]{6,})", r"\1")
    key = substituted(key, "([0-9])", r"1\1")
    key = substituted(key, "([a-z])(?![BCH])", r"\10")
    key = substituted(key, "([V-Z])", r"0\1")
    return f"translate(replace({key}, ' ', '00'), 'BCHVWXYZ', '12312345')"


SORT_KEY = f"""
CREATE FUNCTION vn_sort_key(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN {sort_key_body()};
"""

NAME_KEY = r"""
CREATE FUNCTION vn_name_key(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN vn_sort_key(regexp_replace($1 COLLATE "C", '^(.*) +([^ ]+) *$', '\2 \1'));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION vn_fold(text);"),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION vn_sort_key(text);"),
        migrations.RunSQL(NAME_KEY, "DROP FUNCTION vn_name_key(text);"),
    ]
