import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
import members.models.appointment
import members.models.functions
import members.models.member
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models


FUNCTIONS = """
CREATE FUNCTION f_unaccent(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, $1) $$;
CREATE FUNCTION f_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT trim(lower(public.f_unaccent(regexp_replace($1, '[-‐‑–''’ʼ\\s]+', ' ', 'g')))) $$;
CREATE FUNCTION f_sha256(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex') $$;
CREATE TEXT SEARCH CONFIGURATION fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION fr ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, french_stem;
"""

DROP_FUNCTIONS = """
DROP TEXT SEARCH CONFIGURATION fr;
DROP FUNCTION f_sha256(text);
DROP FUNCTION f_fold(text);
DROP FUNCTION f_unaccent(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="nom")),
            ],
            options={
                "verbose_name": "direction",
                "verbose_name_plural": "directions",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="nom")),
            ],
            options={
                "verbose_name": "site",
                "verbose_name_plural": "sites",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[],
            options={
                "verbose_name": "acte",
                "verbose_name_plural": "journal des actes",
                "proxy": True,
                "default_permissions": [],
                "indexes": [],
                "constraints": [],
            },
            bases=("pghistory.events",),
            managers=[
                ("no_objects", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "email",
                    members.models.member.LowerEmailField(
                        error_messages={"unique": "Cette adresse est déjà celle d’un membre."},
                        max_length=254,
                        unique=True,
                        verbose_name="adresse e-mail",
                    ),
                ),
                ("first_name", models.CharField(max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "slug",
                    models.SlugField(editable=False, max_length=120, unique=True, verbose_name="adresse de la page"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invitation envoyée"),
                            ("awaiting", "en attente d’accord"),
                            ("active", "en activité"),
                            ("paused", "en pause"),
                            ("suspended", "suspendue"),
                            ("former", "partie"),
                            ("expired", "expirée"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                (
                    "is_active",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(models.Q(("state", "active")), then=models.Value(True)),
                            default=models.Value(False),
                        ),
                        output_field=models.BooleanField(),
                        verbose_name="compte ouvert",
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(default=False, editable=False, verbose_name="administration technique"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "Français"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="langue",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("auto", "Comme mon appareil"), ("light", "Clair"), ("dark", "Sombre")],
                        default="auto",
                        max_length=5,
                        verbose_name="apparence",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Paris",
                        max_length=64,
                        validators=[members.models.member.check_time_zone],
                        verbose_name="fuseau horaire",
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="fonction")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="présentation")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone professionnel")),
                (
                    "availability",
                    models.CharField(blank=True, max_length=200, verbose_name="quand et comment me joindre"),
                ),
                (
                    "photo",
                    models.FileField(
                        blank=True, max_length=255, upload_to=members.models.member.photo_path, verbose_name="photo"
                    ),
                ),
                (
                    "photo_consented_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="photo publiée avec accord le"
                    ),
                ),
                (
                    "email_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="self",
                        max_length=9,
                    ),
                ),
                (
                    "phone_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="self",
                        max_length=9,
                    ),
                ),
                (
                    "photo_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="members",
                        max_length=9,
                    ),
                ),
                (
                    "site_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="members",
                        max_length=9,
                    ),
                ),
                (
                    "availability_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="members",
                        max_length=9,
                    ),
                ),
                (
                    "backup_visibility",
                    models.CharField(
                        choices=[("members", "Membres"), ("core_team", "Core-team"), ("self", "Moi uniquement")],
                        default="members",
                        max_length=9,
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="demande reçue le"
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="membre depuis le")),
                ("left_on", models.DateField(blank=True, editable=False, null=True, verbose_name="partie le")),
                (
                    "welcomed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accueil terminé le"),
                ),
                (
                    "search_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.functions.Fold(
                            django.db.models.functions.text.Concat("first_name", models.Value(" "), "last_name")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "sort_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.functions.Fold(
                            django.db.models.functions.text.Concat("last_name", models.Value(" "), "first_name")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "backup",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="backs_up",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="en mon absence",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="members.department",
                        verbose_name="direction",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="members.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "membre",
                "verbose_name_plural": "membres",
                "ordering": ["sort_name", "pk"],
                "permissions": [
                    ("invite_member", "Can invite and approve members"),
                    ("publish_charter", "Can publish a version of the charter"),
                    ("view_history", "Can read the journal of acts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("core_team", "Core-team"),
                            ("editorial", "Comité éditorial"),
                            ("sponsor", "Parrainage"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple : relectrice, trésorier.",
                        max_length=80,
                        verbose_name="fonction dans l’équipe",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="à partir du")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Dernier jour du mandat, inclus.", null=True, verbose_name="jusqu’au"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="enregistré le")),
                (
                    "appointed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="nommé par",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandat",
                "verbose_name_plural": "mandats",
                "ordering": ["-starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AppointmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("core_team", "Core-team"),
                            ("editorial", "Comité éditorial"),
                            ("sponsor", "Parrainage"),
                        ],
                        max_length=12,
                        verbose_name="rôle",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Par exemple : relectrice, trésorier.",
                        max_length=80,
                        verbose_name="fonction dans l’équipe",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="à partir du")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="Dernier jour du mandat, inclus.", null=True, verbose_name="jusqu’au"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="enregistré le")),
                (
                    "appointed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="nommé par",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
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
                        to="members.appointment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CharterVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="numéro")),
                ("title", models.CharField(default="Charte de la communauté", max_length=120, verbose_name="titre")),
                ("body", models.TextField(verbose_name="texte")),
                (
                    "summary",
                    models.TextField(blank=True, max_length=600, verbose_name="ce qui change, en trois lignes"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("form", "Correction de forme"), ("substance", "Changement de fond")],
                        default="substance",
                        max_length=9,
                        verbose_name="nature du changement",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("published", "en vigueur"), ("replaced", "remplacée")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publiée le"),
                ),
                (
                    "fingerprint",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.functions.Digest("body"),
                        output_field=models.CharField(max_length=64),
                        verbose_name="empreinte du texte",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="publiée par",
                    ),
                ),
            ],
            options={
                "verbose_name": "version de la charte",
                "verbose_name_plural": "versions de la charte",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="CharterAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_at", models.DateTimeField(verbose_name="acceptée le")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="empreinte du texte")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="members.charterversion",
                        verbose_name="version de la charte",
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptation de la charte",
                "verbose_name_plural": "acceptations de la charte",
                "ordering": ["-accepted_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CharterVersionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("published", "en vigueur"), ("replaced", "remplacée")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("form", "Correction de forme"), ("substance", "Changement de fond")],
                        default="substance",
                        max_length=9,
                        verbose_name="nature du changement",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
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
                        related_name="number_state_kind_reason_events",
                        to="members.charterversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MemberHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "email",
                    members.models.member.LowerEmailField(
                        error_messages={"unique": "Cette adresse est déjà celle d’un membre."},
                        max_length=254,
                        verbose_name="adresse e-mail",
                    ),
                ),
                ("first_name", models.CharField(max_length=80, verbose_name="prénom")),
                ("last_name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invitation envoyée"),
                            ("awaiting", "en attente d’accord"),
                            ("active", "en activité"),
                            ("paused", "en pause"),
                            ("suspended", "suspendue"),
                            ("former", "partie"),
                            ("expired", "expirée"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                (
                    "is_superuser",
                    models.BooleanField(default=False, editable=False, verbose_name="administration technique"),
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
                        related_name="email_first_name_last_name_state_state_reason_is_superuser_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="nom")),
                (
                    "search_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=members.models.functions.Fold("name"),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "compétence",
                "verbose_name_plural": "compétences",
                "ordering": ["name"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_name"], name="skill_search_name", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("offered", "peut aider sur"), ("wanted", "aimerait apprendre")],
                        max_length=7,
                        verbose_name="sens",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="précision")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holders",
                        to="members.skill",
                        verbose_name="compétence",
                    ),
                ),
            ],
            options={
                "verbose_name": "compétence d’un membre",
                "verbose_name_plural": "compétences des membres",
                "ordering": ["kind", "skill__name"],
            },
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["role", "starts_on"], name="appointment_role_start"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="appointment_ends_after_start",
                violation_error_message="Le dernier jour du mandat précède le premier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("member", "="),
                    ("role", "="),
                    (
                        members.models.appointment.DateRange(
                            "starts_on",
                            "ends_on",
                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                inclusive_lower=True, inclusive_upper=True
                            ),
                        ),
                        "&&",
                    ),
                ],
                name="appointment_no_overlap",
                violation_error_message="Cette personne tient déjà ce rôle sur une partie de ces dates.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_appointmenthistory" ("appointed_by_id", "created_at", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "starts_on", "title") VALUES (NEW."appointed_by_id", NEW."created_at", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."role", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="439dbde2044d762d3138a8cd4b450560ffcec977",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7c67b",
                    table="members_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_appointmenthistory" ("appointed_by_id", "created_at", "ends_on", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "starts_on", "title") VALUES (NEW."appointed_by_id", NEW."created_at", NEW."ends_on", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."role", NEW."starts_on", NEW."title"); RETURN NULL;',
                    hash="5bbd21fb7e7a51f3c4d1e0bed425f525fc5427fd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7032",
                    table="members_appointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appointmenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="95eb6aa000a24d9733fabbd0276a67a36bed8d8b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b9c09",
                    table="members_appointmenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="charterversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")),
                fields=("state",),
                name="charter_one_in_force",
                violation_error_message="Une autre version est déjà en vigueur.",
            ),
        ),
        migrations.AddConstraint(
            model_name="charterversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="charter_published_is_dated",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterversion",
            trigger=pgtrigger.compiler.Trigger(
                name="charter_text_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft' AND (OLD.number, OLD.title, OLD.body, OLD.summary, OLD.kind, OLD.reason, OLD.published_at) IS DISTINCT FROM (NEW.number, NEW.title, NEW.body, NEW.summary, NEW.kind, NEW.reason, NEW.published_at) OR OLD.state <> 'draft' AND NEW.state = 'draft' OR OLD.state = 'replaced' AND NEW.state <> 'replaced')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="abf498f514993d56121c9bb4f12062b585674d35",
                    operation="UPDATE",
                    pgid="pgtrigger_charter_text_is_frozen_0e953",
                    table="members_charterversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterversion",
            trigger=pgtrigger.compiler.Trigger(
                name="charter_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'draft')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3f73472b9d992db60668cdd6a566f12ca527aa33",
                    operation="DELETE",
                    pgid="pgtrigger_charter_is_kept_162f1",
                    table="members_charterversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_charterversionhistory" ("kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="c0b86e5732fe09a9df75496c24af5961676c36f6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_786c7",
                    table="members_charterversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "members_charterversionhistory" ("kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;',
                    hash="1f99a04732b4914e03d7e18bca5243171fbe543f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_417e4",
                    table="members_charterversion",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="charteracceptance",
            constraint=models.UniqueConstraint(fields=("member", "version"), name="charter_accepted_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charteracceptance",
            trigger=pgtrigger.compiler.Trigger(
                name="acceptance_is_appended",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="379d66e65f0af66327cc5ef69b79552bbd58d981",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_acceptance_is_appended_50eca",
                    table="members_charteracceptance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="charterversionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bf9c2104e3fb4826496b40182c80da4cb58feda3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_afd01",
                    table="members_charterversionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="43189736a09f5b5d535ec0b3ad486f2e4d2231f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3bc4",
                    table="members_memberhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_name"], name="member_search_name", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["state", "sort_name"], name="member_state_sort_name"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="member_email_lower_case",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="state_machine",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{active:former,active:paused,active:suspended,awaiting:active,awaiting:expired,awaiting:former,invited:active,invited:former,paused:active,paused:former,paused:suspended,suspended:active,suspended:former}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="86c8a15e17712cb9a1b3ec523b90a5a9fcefeb87",
                    operation="UPDATE",
                    pgid="pgtrigger_state_machine_aa35c",
                    table="members_member",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_memberhistory" ("email", "first_name", "is_superuser", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_reason") VALUES (NEW."email", NEW."first_name", NEW."is_superuser", NEW."last_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."state_reason"); RETURN NULL;',
                    hash="fea4416314e172d8ec8c002c63d00b344cf6dde7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2df50",
                    table="members_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_reason" IS DISTINCT FROM (NEW."state_reason"))',
                    func='INSERT INTO "members_memberhistory" ("email", "first_name", "is_superuser", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_reason") VALUES (NEW."email", NEW."first_name", NEW."is_superuser", NEW."last_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."state_reason"); RETURN NULL;',
                    hash="7cd861c6da1845ef0d365030f8a3de1c53150f84",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b1bc1",
                    table="members_member",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="memberskill",
            index=models.Index(fields=["skill", "kind"], name="member_skill_kind"),
        ),
        migrations.AddConstraint(
            model_name="memberskill",
            constraint=models.UniqueConstraint(
                fields=("member", "skill", "kind"),
                name="member_skill_once",
                violation_error_message="Cette compétence est déjà dans la liste.",
            ),
        ),
    ]
