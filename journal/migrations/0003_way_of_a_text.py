import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_bounds_of_an_issue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="ce qui est corrigé")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ("at", "pk"),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="state_machine",
        ),
        migrations.AlterField(
            model_name="article",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "en écriture"),
                    ("submitted", "en relecture"),
                    ("changes_requested", "à reprendre"),
                    ("accepted", "prêt"),
                    ("discarded", "abandonné"),
                ],
                default="draft",
                max_length=20,
                verbose_name="état",
            ),
        ),
        migrations.AlterField(
            model_name="articleevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "en écriture"),
                    ("submitted", "en relecture"),
                    ("changes_requested", "à reprendre"),
                    ("accepted", "prêt"),
                    ("discarded", "abandonné"),
                ],
                default="draft",
                max_length=20,
                verbose_name="état",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("draft", "en écriture"),
                    ("submitted", "en relecture"),
                    ("changes_requested", "à reprendre"),
                    ("accepted", "prêt"),
                    ("discarded", "abandonné"),
                ],
                max_length=20,
                verbose_name="de",
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("draft", "en écriture"),
                    ("submitted", "en relecture"),
                    ("changes_requested", "à reprendre"),
                    ("accepted", "prêt"),
                    ("discarded", "abandonné"),
                ],
                max_length=20,
                verbose_name="à",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="state_machine",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:changes_requested,accepted:discarded,accepted:submitted,changes_requested:discarded,changes_requested:submitted,discarded:draft,draft:discarded,draft:submitted,submitted:accepted,submitted:changes_requested,submitted:discarded,submitted:draft}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="ba08ca3b38645583792bcb4a3ef2ab64e1add7c4",
                    operation="UPDATE",
                    pgid="pgtrigger_state_machine_bf2b1",
                    table="journal_article",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("issue", None), models.Q(("state", "discarded"), _negated=True), _connector="OR"),
                name="journal_article_discarded_has_no_issue",
                violation_error_message="Un texte abandonné n’est au sommaire d’aucun numéro.",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="article",
            field=models.ForeignKey(
                blank=True,
                help_text="Sans article\xa0: la couverture ou l’éditorial.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="journal.article",
                verbose_name="article",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="par",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="journal.issue",
                verbose_name="numéro",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="99d10b839b2eb97fd7072f5cb419ca6b96d7f98b",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_8fd44",
                    table="journal_correction",
                    when="BEFORE",
                ),
            ),
        ),
    ]
