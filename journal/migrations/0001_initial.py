import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import journal.models.article
import journal.models.picture
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        error_messages={"unique": "Cette rubrique existe déjà."},
                        max_length=60,
                        unique=True,
                        verbose_name="nom",
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="adresse")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                (
                    "is_feature",
                    models.BooleanField(
                        default=False,
                        help_text="Ses articles forment le dossier, mis en avant au sommaire.",
                        verbose_name="dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "rubrique",
                "verbose_name_plural": "rubriques",
                "ordering": ("position", "name"),
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=140, verbose_name="titre")),
                ("slug", models.SlugField(max_length=90, verbose_name="adresse")),
                ("standfirst", models.TextField(blank=True, max_length=400, verbose_name="chapeau")),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en écriture"),
                            ("submitted", "en relecture"),
                            ("changes_requested", "à reprendre"),
                            ("accepted", "prêt"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rang")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créé le")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="enregistré le")),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=journal.models.article.CountWords("body"),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("title", config="fr", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector("standfirst", config="fr", weight="B"),
                                django.contrib.postgres.search.SearchConfig("fr"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("body", config="fr", weight="C"),
                            django.contrib.postgres.search.SearchConfig("fr"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ("-issue__number", "position", "pk"),
                "permissions": (("review_article", "Can review an article"), ("view_draft", "Can read every draft")),
            },
        ),
        migrations.CreateModel(
            name="Authorship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorships",
                        to="journal.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature",
                "verbose_name_plural": "signatures",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.AddField(
            model_name="article",
            name="authors",
            field=models.ManyToManyField(
                related_name="articles",
                through="journal.Authorship",
                to=settings.AUTH_USER_MODEL,
                verbose_name="signatures",
            ),
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        error_messages={"unique": "Ce numéro existe déjà."}, unique=True, verbose_name="numéro"
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="trimestre",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2018),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                ("headline", models.CharField(blank=True, max_length=90, verbose_name="titre de une")),
                ("standfirst", models.TextField(blank=True, max_length=400, verbose_name="chapeau")),
                (
                    "cover_lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=3,
                        verbose_name="lignes de couverture",
                    ),
                ),
                ("editorial", models.TextField(blank=True, max_length=20000, verbose_name="éditorial")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("published", "publié")],
                        default="draft",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="paru le")),
                (
                    "motif",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "rose des vents"), (2, "vagues"), (3, "calendrier"), (4, "ronds dans l’eau")],
                        default=1,
                        verbose_name="motif",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("prune", "prune"), ("canard", "canard"), ("algue", "algue"), ("nuit", "nuit")],
                        default="prune",
                        max_length=10,
                        verbose_name="couleur",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="enregistré le")),
                (
                    "editorial_author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="editorials",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signature de l’éditorial",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
            ],
            options={
                "verbose_name": "numéro",
                "verbose_name_plural": "numéros",
                "ordering": ("-number",),
                "permissions": (("publish_issue", "Can publish an issue"),),
            },
        ),
        migrations.AddField(
            model_name="article",
            name="issue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="journal.issue",
                verbose_name="numéro",
            ),
        ),
        migrations.CreateModel(
            name="IssueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        error_messages={"unique": "Ce numéro existe déjà."}, verbose_name="numéro"
                    ),
                ),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="trimestre",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2018),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="année",
                    ),
                ),
                ("headline", models.CharField(blank=True, max_length=90, verbose_name="titre de une")),
                ("standfirst", models.TextField(blank=True, max_length=400, verbose_name="chapeau")),
                (
                    "cover_lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=3,
                        verbose_name="lignes de couverture",
                    ),
                ),
                ("editorial", models.TextField(blank=True, max_length=20000, verbose_name="éditorial")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en préparation"), ("published", "publié")],
                        default="draft",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="paru le")),
                (
                    "motif",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "rose des vents"), (2, "vagues"), (3, "calendrier"), (4, "ronds dans l’eau")],
                        default=1,
                        verbose_name="motif",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("prune", "prune"), ("canard", "canard"), ("algue", "algue"), ("nuit", "nuit")],
                        default="prune",
                        max_length=10,
                        verbose_name="couleur",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="enregistré le")),
                (
                    "editorial_author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signature de l’éditorial",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="journal.issue",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                (
                    "file",
                    models.FileField(
                        max_length=255, upload_to=journal.models.picture.picture_path, verbose_name="fichier"
                    ),
                ),
                ("alt", models.CharField(blank=True, max_length=250, verbose_name="texte de remplacement")),
                ("decorative", models.BooleanField(default=False, verbose_name="image décorative")),
                ("caption", models.CharField(blank=True, max_length=250, verbose_name="légende")),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="crédit")),
                ("width", models.PositiveIntegerField(verbose_name="largeur")),
                ("height", models.PositiveIntegerField(verbose_name="hauteur")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="journal.article",
                        verbose_name="article",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ArticleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=140, verbose_name="titre")),
                ("slug", models.SlugField(db_index=False, max_length=90, verbose_name="adresse")),
                ("standfirst", models.TextField(blank=True, max_length=400, verbose_name="chapeau")),
                ("body", models.TextField(blank=True, max_length=60000, verbose_name="texte")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en écriture"),
                            ("submitted", "en relecture"),
                            ("changes_requested", "à reprendre"),
                            ("accepted", "prêt"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rang")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créé le")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="enregistré le")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="journal.article",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="journal.issue",
                        verbose_name="numéro",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="journal.section",
                        verbose_name="rubrique",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="article",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="journal.section",
                verbose_name="rubrique",
            ),
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "en écriture"),
                            ("submitted", "en relecture"),
                            ("changes_requested", "à reprendre"),
                            ("accepted", "prêt"),
                        ],
                        max_length=20,
                        verbose_name="de",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "en écriture"),
                            ("submitted", "en relecture"),
                            ("changes_requested", "à reprendre"),
                            ("accepted", "prêt"),
                        ],
                        max_length=20,
                        verbose_name="à",
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="commentaire")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="le")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transitions",
                        to="journal.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="article_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape",
                "verbose_name_plural": "étapes",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="authorship",
            constraint=models.UniqueConstraint(
                fields=("article", "member"),
                name="journal_authorship_once",
                violation_error_message="Cette personne signe déjà cet article.",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(fields=["-published_at"], name="journal_issue_published"),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.UniqueConstraint(
                fields=("year", "quarter"),
                name="journal_issue_one_a_quarter",
                violation_error_message="Il y a déjà un numéro pour ce trimestre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__range", (1, 4))),
                name="journal_issue_quarter_1_to_4",
                violation_error_message="Le trimestre va de 1 à 4.",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at", None), ("state", "draft")),
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    _connector="OR",
                ),
                name="journal_issue_published_has_its_date",
                violation_error_message="Un numéro publié porte sa date de parution.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="all_or_nothing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'published' AND OLD.\"state\" = 'draft')",
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM journal_article WHERE issue_id = NEW.id AND state <> 'accepted'\n                    ) THEN\n                        RAISE EXCEPTION 'issue % holds an article that is not accepted', NEW.number\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="edbc18054479d4675ec86b634b245835e3104570",
                    operation="UPDATE",
                    pgid="pgtrigger_all_or_nothing_32d5b",
                    table="journal_issue",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "journal_issueevent" ("cover_lines", "editorial", "editorial_author_id", "ground", "headline", "id", "motif", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "quarter", "saved_at", "saved_by_id", "standfirst", "state", "version", "year") VALUES (NEW."cover_lines", NEW."editorial", NEW."editorial_author_id", NEW."ground", NEW."headline", NEW."id", NEW."motif", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."quarter", NEW."saved_at", NEW."saved_by_id", NEW."standfirst", NEW."state", NEW."version", NEW."year"); RETURN NULL;',
                    hash="23c873d9bd3a5908f80e9187f4dda11fe2c7db11",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_14e0e",
                    table="journal_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "journal_issueevent" ("cover_lines", "editorial", "editorial_author_id", "ground", "headline", "id", "motif", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "quarter", "saved_at", "saved_by_id", "standfirst", "state", "version", "year") VALUES (NEW."cover_lines", NEW."editorial", NEW."editorial_author_id", NEW."ground", NEW."headline", NEW."id", NEW."motif", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."quarter", NEW."saved_at", NEW."saved_by_id", NEW."standfirst", NEW."state", NEW."version", NEW."year"); RETURN NULL;',
                    hash="f7086374e270d64057e6241d202736c711467d8a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed53f",
                    table="journal_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0d25cabb7e8ee5fe61cc7a91b75f01976ba71994",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ca375",
                    table="journal_issueevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("decorative", False), ("alt", ""), _connector="OR"),
                name="journal_picture_decorative_or_described",
                violation_error_message="Une image décorative n’a pas de texte de remplacement.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="articleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="03755ec42f519e119abae5b2d8a4e093f1bc4f5e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ca2f",
                    table="journal_articleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="journal_article_search"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["state", "-saved_at"], name="journal_article_state"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("issue", "position"),
                name="journal_article_one_a_place",
                violation_error_message="Cette place du sommaire est déjà prise.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("issue", "slug"),
                name="journal_article_one_address",
                violation_error_message="Un article de ce numéro a déjà cette adresse.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issue", None), ("position", None)),
                    models.Q(("issue__isnull", False), ("position__isnull", False)),
                    _connector="OR",
                ),
                name="journal_article_place_in_its_issue",
                violation_error_message="Un article a une place quand il a un numéro.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="state_machine",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:changes_requested,changes_requested:submitted,draft:submitted,submitted:accepted,submitted:changes_requested,submitted:draft}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="71c083fa90234baf1af5a9c30177a032e1ccd557",
                    operation="UPDATE",
                    pgid="pgtrigger_state_machine_bf2b1",
                    table="journal_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="accepted_when_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NOT (NEW."state" = \'accepted\') AND NEW."issue_id" IS NOT NULL)',
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM journal_issue WHERE id = NEW.issue_id AND state = 'published'\n                    ) THEN\n                        RAISE EXCEPTION 'an article of a published issue is accepted'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="a38677872110c94013cb20a2c3f74cad91d69520",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_accepted_when_published_bee46",
                    table="journal_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "journal_articleevent" ("body", "created_at", "id", "issue_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "saved_at", "saved_by_id", "section_id", "slug", "standfirst", "state", "title", "version") VALUES (NEW."body", NEW."created_at", NEW."id", NEW."issue_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."slug", NEW."standfirst", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                    hash="6568f545967d551fd937e903d2aa294fdbdfabac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1ba7",
                    table="journal_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issue_id" IS DISTINCT FROM (NEW."issue_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."saved_at" IS DISTINCT FROM (NEW."saved_at") OR OLD."saved_by_id" IS DISTINCT FROM (NEW."saved_by_id") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."standfirst" IS DISTINCT FROM (NEW."standfirst") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "journal_articleevent" ("body", "created_at", "id", "issue_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "saved_at", "saved_by_id", "section_id", "slug", "standfirst", "state", "title", "version") VALUES (NEW."body", NEW."created_at", NEW."id", NEW."issue_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."saved_at", NEW."saved_by_id", NEW."section_id", NEW."slug", NEW."standfirst", NEW."state", NEW."title", NEW."version"); RETURN NULL;',
                    hash="3370ba1746800bf1f642006d77789ff221db39e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71e10",
                    table="journal_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fb6fb473e8031f31cb1ca8e56c0da8107daf758c",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_bf147",
                    table="journal_transition",
                    when="BEFORE",
                ),
            ),
        ),
    ]
