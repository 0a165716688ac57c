"""vn_words: the words of a text as a search looks for them; twin of `core.search.Words`.

Without positions, so that the words of many texts can be joined into one row.
"""

from django.db import migrations


WORDS = """
CREATE FUNCTION vn_words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN strip(to_tsvector(
  'simple'::regconfig, regexp_replace(vn_fold($1), '[^a-z0-9]+', ' ', 'g')
));
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_kept_upload")]
    operations = [migrations.RunSQL(WORDS, "DROP FUNCTION vn_words(text);")]
