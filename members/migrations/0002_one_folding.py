from django.db import migrations, models

FOLD = r"""
CREATE OR REPLACE FUNCTION f_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT trim(regexp_replace(
        replace(replace(replace(replace(translate(lower(regexp_replace(
            normalize(regexp_replace($1,
                '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+',
                '', 'g'), NFKD),
            '[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+',
            '', 'g')),
            'ıłđðøħŧŋς', 'ilddohtnσ'), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th'),
        '[- \t\n\r\f\v\u2028\u2029''`´‘’‚‛′‵＇ʹʻʼʽˈˊˋ՚׳ꞌ‐‑‒–—―⁃−֊־﹣－.,;:@/()«»‹›"“”„·•…]+',
        ' ', 'g')) $$;
"""
BEFORE = r"""
CREATE OR REPLACE FUNCTION f_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT trim(lower(public.f_unaccent(regexp_replace($1, '[-‐‑–''’ʼ\s]+', ' ', 'g')))) $$;
"""
FOLD_AGAIN = """
UPDATE members_member SET first_name = first_name, last_name = last_name;
UPDATE members_skill SET name = name;
"""
"""What is generated is written anew, with the function as it is now."""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.RunSQL(FOLD + FOLD_AGAIN, BEFORE + FOLD_AGAIN),
        migrations.AlterField(
            model_name="member",
            name="last_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="nom"),
        ),
        migrations.AlterField(
            model_name="memberhistory",
            name="last_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="nom"),
        ),
    ]
