import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0001_initial"),
        ("members", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Rencontre"),
                            ("workshop", "Atelier"),
                            ("talk", "Intervention extérieure"),
                            ("working_group", "Groupe de travail"),
                            ("social", "Convivialité"),
                        ],
                        default="workshop",
                        max_length=13,
                        verbose_name="type",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("onsite", "Sur place"), ("online", "En visio"), ("hybrid", "Sur place et en visio")],
                        default="online",
                        max_length=6,
                        verbose_name="format",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("published", "publié"), ("cancelled", "annulé")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=80, verbose_name="adresse")),
                ("promise", models.CharField(blank=True, max_length=240, verbose_name="promesse")),
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="description")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="lieu")),
                ("join_url", models.URLField(blank=True, max_length=500, verbose_name="lien de la visio")),
                ("starts_at", models.DateTimeField(verbose_name="début")),
                ("ends_at", models.DateTimeField(verbose_name="fin")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="nombre de places",
                    ),
                ),
                ("taken_count", models.PositiveIntegerField(default=0, editable=False, verbose_name="places prises")),
                (
                    "online_seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="nombre de places en visio",
                    ),
                ),
                (
                    "online_taken_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="places prises en visio"),
                ),
                (
                    "minimum",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre minimal d’inscriptions"),
                ),
                (
                    "guests_allowed",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2)],
                        verbose_name="accompagnants par personne",
                    ),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(48),
                        ],
                        verbose_name="heures ouvrées pour confirmer une place libérée",
                    ),
                ),
                ("reserved_seats", models.PositiveIntegerField(default=0, verbose_name="places réservées")),
                (
                    "reserved_for",
                    models.CharField(
                        blank=True,
                        choices=[("site", "un site"), ("newcomers", "qui vient d’arriver")],
                        max_length=9,
                        verbose_name="réservées à",
                    ),
                ),
                ("reserved_until", models.DateTimeField(blank=True, null=True, verbose_name="réservées jusqu’au")),
                (
                    "series_date",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="date prévue dans la série"),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ouverture des inscriptions"),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="clôture des inscriptions"),
                ),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="raison de l’annulation"),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="identifiant de calendrier"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="révision de calendrier"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="modifié le"),
                ),
                (
                    "search_vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector("title", config="fr", weight="A"),
                                "||",
                                django.contrib.postgres.search.SearchVector("promise", config="fr", weight="B"),
                                django.contrib.postgres.search.SearchConfig("fr"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("description", config="fr", weight="C"),
                            django.contrib.postgres.search.SearchConfig("fr"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="modifié par",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="groups.workinggroup",
                        verbose_name="groupe de travail",
                    ),
                ),
                (
                    "reserved_site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.site",
                        verbose_name="réservées au site",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="members.site",
                        verbose_name="site",
                    ),
                ),
            ],
            options={
                "verbose_name": "rendez-vous",
                "verbose_name_plural": "rendez-vous",
                "ordering": ["starts_at", "pk"],
                "permissions": [
                    ("publish_event", "Can publish and cancel events"),
                    ("view_registration_list", "Can see who is registered"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipantLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "inscription par l’animation"),
                            ("removed", "retrait"),
                            ("moved_up", "passage en tête"),
                            ("wrote", "message"),
                            ("exported", "export de la liste"),
                        ],
                        max_length=8,
                        verbose_name="geste",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="raison")),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="fait le")),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fait par",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="log_entries",
                        to="events.event",
                        verbose_name="rendez-vous",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "geste de l’animation",
                "verbose_name_plural": "gestes de l’animation",
                "ordering": ["-done_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="ordre")),
                ("text", models.CharField(max_length=160, verbose_name="question")),
                (
                    "is_delicate",
                    models.BooleanField(
                        default=False, verbose_name="réponse délicate\xa0: effacée au bout de sept jours"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="events.event",
                        verbose_name="rendez-vous",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmée"),
                            ("offered", "proposée"),
                            ("waiting", "en attente"),
                            ("cancelled", "close"),
                        ],
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("main", "sur place"), ("online", "en visio")],
                        default="main",
                        max_length=6,
                        verbose_name="façon de venir",
                    ),
                ),
                ("guests", models.PositiveSmallIntegerField(default=0, verbose_name="accompagnants")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandée le")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="rang pris le")),
                (
                    "promoted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sortie de la liste d’attente le"),
                ),
                ("offer_expires_at", models.DateTimeField(blank=True, null=True, verbose_name="à confirmer avant le")),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "désistement"),
                            ("late", "désistement tardif"),
                            ("declined", "tour cédé"),
                            ("expired", "proposition expirée"),
                            ("moved", "autre date choisie"),
                            ("removed", "retrait par l’animation"),
                            ("hosting", "passage à l’animation"),
                            ("departed", "absence ou départ de la communauté"),
                        ],
                        max_length=8,
                        verbose_name="fin",
                    ),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[("present", "présence"), ("absent", "absence"), ("excused", "absence excusée")],
                        max_length=7,
                        verbose_name="présence",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="modifiée le"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="modifiée par",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="events.event",
                        verbose_name="rendez-vous",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
                (
                    "moving_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.registration",
                        verbose_name="place gardée à une autre date",
                    ),
                ),
            ],
            options={
                "verbose_name": "inscription",
                "verbose_name_plural": "inscriptions",
                "ordering": ["queued_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="réponse")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.registration",
                        verbose_name="inscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse",
                "verbose_name_plural": "réponses",
                "ordering": ["question__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("chosen", "dates choisies"),
                            ("weekly", "toutes les semaines, ou toutes les n semaines"),
                            ("monthly_day", "tous les mois, à la même date"),
                            ("monthly_weekday", "tous les mois, le même jour de la semaine"),
                        ],
                        default="chosen",
                        max_length=15,
                        verbose_name="rythme",
                    ),
                ),
                (
                    "interval",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="intervalle",
                    ),
                ),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="nombre de dates",
                    ),
                ),
                (
                    "one_seat",
                    models.BooleanField(default=False, verbose_name="une place par personne sur l’ensemble des dates"),
                ),
            ],
            options={
                "verbose_name": "série",
                "verbose_name_plural": "séries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("interval__range", (1, 12))), name="series_interval_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__isnull", True), ("count__range", (1, 60)), _connector="OR"),
                        name="series_count_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmée"),
                            ("offered", "proposée"),
                            ("waiting", "en attente"),
                            ("cancelled", "close"),
                        ],
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("main", "sur place"), ("online", "en visio")],
                        default="main",
                        max_length=6,
                        verbose_name="façon de venir",
                    ),
                ),
                ("guests", models.PositiveSmallIntegerField(default=0, verbose_name="accompagnants")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandée le")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="rang pris le")),
                (
                    "promoted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sortie de la liste d’attente le"),
                ),
                ("offer_expires_at", models.DateTimeField(blank=True, null=True, verbose_name="à confirmer avant le")),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "désistement"),
                            ("late", "désistement tardif"),
                            ("declined", "tour cédé"),
                            ("expired", "proposition expirée"),
                            ("moved", "autre date choisie"),
                            ("removed", "retrait par l’animation"),
                            ("hosting", "passage à l’animation"),
                            ("departed", "absence ou départ de la communauté"),
                        ],
                        max_length=8,
                        verbose_name="fin",
                    ),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="close le")),
                (
                    "attendance",
                    models.CharField(
                        blank=True,
                        choices=[("present", "présence"), ("absent", "absence"), ("excused", "absence excusée")],
                        max_length=7,
                        verbose_name="présence",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="modifiée le"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="modifiée par",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.event",
                        verbose_name="rendez-vous",
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
                    "moving_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.registration",
                        verbose_name="place gardée à une autre date",
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
                        to="events.registration",
                    ),
                ),
                (
                    "one_seat_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.series",
                        verbose_name="série à une place par personne",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="one_seat_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="events.series",
                verbose_name="série à une place par personne",
            ),
        ),
        migrations.CreateModel(
            name="EventHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Rencontre"),
                            ("workshop", "Atelier"),
                            ("talk", "Intervention extérieure"),
                            ("working_group", "Groupe de travail"),
                            ("social", "Convivialité"),
                        ],
                        default="workshop",
                        max_length=13,
                        verbose_name="type",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("onsite", "Sur place"), ("online", "En visio"), ("hybrid", "Sur place et en visio")],
                        default="online",
                        max_length=6,
                        verbose_name="format",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "brouillon"), ("published", "publié"), ("cancelled", "annulé")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titre")),
                ("slug", models.SlugField(db_index=False, editable=False, max_length=80, verbose_name="adresse")),
                ("promise", models.CharField(blank=True, max_length=240, verbose_name="promesse")),
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="description")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="lieu")),
                ("join_url", models.URLField(blank=True, max_length=500, verbose_name="lien de la visio")),
                ("starts_at", models.DateTimeField(verbose_name="début")),
                ("ends_at", models.DateTimeField(verbose_name="fin")),
                (
                    "seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="nombre de places",
                    ),
                ),
                (
                    "online_seats",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="nombre de places en visio",
                    ),
                ),
                (
                    "minimum",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="nombre minimal d’inscriptions"),
                ),
                (
                    "guests_allowed",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2)],
                        verbose_name="accompagnants par personne",
                    ),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(48),
                        ],
                        verbose_name="heures ouvrées pour confirmer une place libérée",
                    ),
                ),
                ("reserved_seats", models.PositiveIntegerField(default=0, verbose_name="places réservées")),
                (
                    "reserved_for",
                    models.CharField(
                        blank=True,
                        choices=[("site", "un site"), ("newcomers", "qui vient d’arriver")],
                        max_length=9,
                        verbose_name="réservées à",
                    ),
                ),
                ("reserved_until", models.DateTimeField(blank=True, null=True, verbose_name="réservées jusqu’au")),
                (
                    "series_date",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="date prévue dans la série"),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ouverture des inscriptions"),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="clôture des inscriptions"),
                ),
                (
                    "cancellation_reason",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="raison de l’annulation"),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="identifiant de calendrier")),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="révision de calendrier"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="modifié le"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="modifié par",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="groups.workinggroup",
                        verbose_name="groupe de travail",
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
                        to="events.event",
                    ),
                ),
                (
                    "reserved_site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.site",
                        verbose_name="réservées au site",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="events.series",
                        verbose_name="série",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="event",
            name="series",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.series",
                verbose_name="série",
            ),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("mine", "Mes inscriptions"),
                            ("all", "Tout l’agenda"),
                            ("meeting", "Rencontres"),
                            ("workshop", "Ateliers"),
                            ("talk", "Interventions extérieures"),
                            ("working_group", "Groupes de travail"),
                            ("social", "Convivialité"),
                        ],
                        default="mine",
                        max_length=13,
                        verbose_name="contenu",
                    ),
                ),
                (
                    "token_hash",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="empreinte du secret"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="créé le"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.workinggroup",
                        verbose_name="groupe de travail",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "abonnement de calendrier",
                "verbose_name_plural": "abonnements de calendrier",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "scope", "group"), name="calendar_feed_one_of_each", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__isnull", True), ("scope", "working_group"), _connector="OR"),
                        name="calendar_feed_group_is_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=160, verbose_name="à préparer")),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(365)], verbose_name="jours avant"
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="fait le")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="fait par",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="events.event",
                        verbose_name="rendez-vous",
                    ),
                ),
            ],
            options={
                "verbose_name": "préparatif",
                "verbose_name_plural": "préparatifs",
                "ordering": ["-days_before", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "days_before", "label"), name="checklist_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("days_before__lte", 365)), name="checklist_item_days_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="checklist_item_done_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                ("is_lead", models.BooleanField(default=False, verbose_name="animation principale")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="events.event",
                        verbose_name="rendez-vous",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "animation",
                "verbose_name_plural": "animations",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "member"),
                        name="host_once",
                        violation_error_message="Cette personne anime déjà ce rendez-vous.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participantlog",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eabfdcda5d9fee7fa50ba6f9e209f1408c2290e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3c5ec",
                    table="events_participantlog",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("event", "position"),
                name="question_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__range", (1, 5))), name="question_position_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("registration", "question"), name="answer_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registrationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="135363f1004e7279fdb6c5ff87949c7f74f24ca8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e26a1",
                    table="events_registrationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("status", "waiting")),
                fields=["event", "mode", "queued_at", "id"],
                name="registration_line",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("status", "offered")), fields=["offer_expires_at"], name="registration_offers"
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["member", "status"], name="registration_member_status"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("confirmed", "offered", "waiting"))),
                fields=("event", "member"),
                name="registration_one_live",
                violation_error_message="Cette personne a déjà une inscription.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("confirmed", "offered"))),
                fields=("one_seat_of", "member"),
                name="registration_one_seat_of_series",
                violation_error_message="Cette personne a déjà une place à une autre date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", False), ("status", "cancelled")),
                    models.Q(models.Q(("status", "cancelled"), _negated=True), ("left_at__isnull", True)),
                    _connector="OR",
                ),
                name="registration_left_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), models.Q(("ended_as", ""), _negated=True)),
                    models.Q(models.Q(("status", "cancelled"), _negated=True), ("ended_as", "")),
                    _connector="OR",
                ),
                name="registration_end_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "offered"), _negated=True), ("offer_expires_at__isnull", False), _connector="OR"
                ),
                name="registration_offer_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("guests", 0),
                    models.Q(("guests__lte", 2), ("status__in", ("confirmed", "cancelled"))),
                    _connector="OR",
                ),
                name="registration_guests_have_places",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_one_seat_of",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    NEW.one_seat_of_id = (\n        SELECT s.id FROM events_event e JOIN events_series s ON s.id = e.series_id AND s.one_seat\n        WHERE e.id = NEW.event_id AND e.state <> 'cancelled'\n    );\n    RETURN NEW;\n",
                    hash="7d80a83eb5ec81d1d3ef128e63bd12807b98399a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_registration_one_seat_of_e2b06",
                    table="events_registration",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_counted_on_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM new_values n JOIN events_event e ON e.id = n.event_id\n        WHERE n.status IN ('confirmed', 'offered', 'waiting') AND e.state <> 'published' \n    ) THEN\n        RAISE EXCEPTION 'registration_event_is_published: only published events take registrations'\n            USING ERRCODE = 'check_violation';\n    END IF;\n\n    UPDATE events_event e\n    SET taken_count = e.taken_count + changes.main, online_taken_count = e.online_taken_count + changes.online\n    FROM (\n        SELECT event_id, COALESCE(SUM(n) FILTER (WHERE mode = 'main'), 0) AS main,\n            COALESCE(SUM(n) FILTER (WHERE mode = 'online'), 0) AS online\n        FROM (SELECT event_id, mode, 1 + guests AS n FROM new_values WHERE status IN ('confirmed', 'offered')) AS parts GROUP BY event_id\n    ) AS changes\n    WHERE e.id = changes.event_id AND (changes.main <> 0 OR changes.online <> 0);\n    RETURN NULL;\n",
                    hash="196c5c119611f9e641f875e28d6189c8d2cd5cde",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_registration_counted_on_insert_b3db2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_counted_on_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM new_values n JOIN events_event e ON e.id = n.event_id\n        WHERE n.status IN ('confirmed', 'offered') AND e.state <> 'published' AND NOT EXISTS (\n                SELECT 1 FROM old_values o WHERE o.id = n.id AND o.status IN ('confirmed', 'offered'))\n    ) THEN\n        RAISE EXCEPTION 'registration_event_is_published: only published events take registrations'\n            USING ERRCODE = 'check_violation';\n    END IF;\n\n    UPDATE events_event e\n    SET taken_count = e.taken_count + changes.main, online_taken_count = e.online_taken_count + changes.online\n    FROM (\n        SELECT event_id, COALESCE(SUM(n) FILTER (WHERE mode = 'main'), 0) AS main,\n            COALESCE(SUM(n) FILTER (WHERE mode = 'online'), 0) AS online\n        FROM (SELECT event_id, mode, 1 + guests AS n FROM new_values WHERE status IN ('confirmed', 'offered') UNION ALL SELECT event_id, mode, -1 - guests AS n FROM old_values WHERE status IN ('confirmed', 'offered')) AS parts GROUP BY event_id\n    ) AS changes\n    WHERE e.id = changes.event_id AND (changes.main <> 0 OR changes.online <> 0);\n    RETURN NULL;\n",
                    hash="8619d1cd1927bd644d819f3dc8b1df26a089d5d7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_registration_counted_on_update_03aa9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_counted_on_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE events_event e\n    SET taken_count = e.taken_count + changes.main, online_taken_count = e.online_taken_count + changes.online\n    FROM (\n        SELECT event_id, COALESCE(SUM(n) FILTER (WHERE mode = 'main'), 0) AS main,\n            COALESCE(SUM(n) FILTER (WHERE mode = 'online'), 0) AS online\n        FROM (SELECT event_id, mode, -1 - guests AS n FROM old_values WHERE status IN ('confirmed', 'offered')) AS parts GROUP BY event_id\n    ) AS changes\n    WHERE e.id = changes.event_id AND (changes.main <> 0 OR changes.online <> 0);\n    RETURN NULL;\n",
                    hash="f35e368915bce90d88367124729235eeecd152cc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_registration_counted_on_delete_1fbe9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_registrationhistory" ("asked_at", "attendance", "changed_at", "changed_by_id", "ended_as", "event_id", "guests", "id", "left_at", "member_id", "mode", "moving_from_id", "offer_expires_at", "one_seat_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promoted_at", "queued_at", "status") VALUES (NEW."asked_at", NEW."attendance", NEW."changed_at", NEW."changed_by_id", NEW."ended_as", NEW."event_id", NEW."guests", NEW."id", NEW."left_at", NEW."member_id", NEW."mode", NEW."moving_from_id", NEW."offer_expires_at", NEW."one_seat_of_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."promoted_at", NEW."queued_at", NEW."status"); RETURN NULL;',
                    hash="ce95552fbd06e155a23d738839459075b8d816ff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c84d7",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "events_registrationhistory" ("asked_at", "attendance", "changed_at", "changed_by_id", "ended_as", "event_id", "guests", "id", "left_at", "member_id", "mode", "moving_from_id", "offer_expires_at", "one_seat_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promoted_at", "queued_at", "status") VALUES (NEW."asked_at", NEW."attendance", NEW."changed_at", NEW."changed_by_id", NEW."ended_as", NEW."event_id", NEW."guests", NEW."id", NEW."left_at", NEW."member_id", NEW."mode", NEW."moving_from_id", NEW."offer_expires_at", NEW."one_seat_of_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."promoted_at", NEW."queued_at", NEW."status"); RETURN NULL;',
                    hash="b69a08eac84bd66cc9575db8f931fe0fa56afae8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87442",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d59f7ac9d218644ab5369648135c433b38d30570",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2d39e",
                    table="events_eventhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["starts_at", "id", "ends_at"], name="event_starts_at"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["ends_at"], name="event_ends_at"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="event_search"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="event_ends_after_start",
                violation_error_message="La fin précède le début.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("group__isnull", True), ("kind", "working_group"), _connector="OR"),
                name="event_group_meets",
                violation_error_message="Seule une séance de groupe de travail appartient à un groupe.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancellation_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="event_cancelled_has_reason",
                violation_error_message="Une annulation demande une raison.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__isnull", True), ("seats__gte", 1), _connector="OR"),
                name="event_seats_positive",
                violation_error_message="Prévoyez au moins une place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__isnull", True), ("taken_count__lte", models.F("seats")), _connector="OR"),
                name="event_seats_not_exceeded",
                violation_error_message="Plus de personnes sont inscrites qu’il n’y a de places.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("online_seats__isnull", True), ("online_seats__gte", 1), _connector="OR"),
                name="event_remote_seats_positive",
                violation_error_message="Prévoyez au moins une place en visio.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("online_seats__isnull", True),
                    ("online_taken_count__lte", models.F("online_seats")),
                    _connector="OR",
                ),
                name="event_remote_seats_not_exceeded",
                violation_error_message="Plus de personnes sont inscrites en visio qu’il n’y a de places.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("guests_allowed__lte", 2)), name="event_guests_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_hours__isnull", True), ("answer_hours__range", (1, 48)), _connector="OR"),
                name="event_answer_hours_in_range",
                violation_error_message="Laissez entre une et quarante-huit heures ouvrées pour répondre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reserved_for", ""), ("reserved_seats", 0), ("reserved_until__isnull", True)),
                    models.Q(
                        ("reserved_seats__gte", 1),
                        ("reserved_until__isnull", False),
                        models.Q(("reserved_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="event_reserved_seats_are_whole",
                violation_error_message="Des places réservées le sont à quelqu’un, jusqu’à une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reserved_for", "site"), _negated=True), ("reserved_site__isnull", False), _connector="OR"
                ),
                name="event_reserved_site_is_named",
                violation_error_message="Choisissez le site auquel des places sont réservées.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registration_opens_at__isnull", True),
                    ("registration_closes_at__isnull", True),
                    ("registration_opens_at__lt", models.F("registration_closes_at")),
                    _connector="OR",
                ),
                name="event_registration_window_order",
                violation_error_message="Les inscriptions closent avant d’ouvrir.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("registration_opens_at__isnull", True),
                        ("registration_opens_at__lt", models.F("starts_at")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("registration_closes_at__isnull", True),
                        ("registration_closes_at__lte", models.F("starts_at")),
                        _connector="OR",
                    ),
                ),
                name="event_registration_before_start",
                violation_error_message="Les inscriptions ouvrent et closent avant le début.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_state_machine",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:published,published:cancelled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="048cc7eeeafea563cbdf0297a2224183269ca99f",
                    operation="UPDATE",
                    pgid="pgtrigger_event_state_machine_93b3a",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_count_starts_at_zero",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.taken_count = 0; NEW.online_taken_count = 0; RETURN NEW;",
                    hash="6b02a8ef6ba295c1a8d107467619c4d058ea5995",
                    operation="INSERT",
                    pgid="pgtrigger_event_count_starts_at_zero_c1e56",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_count_is_the_databases",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (pg_trigger_depth() < 1 AND (NEW.taken_count IS DISTINCT FROM OLD.taken_count OR NEW.online_taken_count IS DISTINCT FROM OLD.online_taken_count))",
                    func="NEW.taken_count = OLD.taken_count; NEW.online_taken_count = OLD.online_taken_count; RETURN NEW;",
                    hash="68dd430e5a7589babb90f8ec98aef67504bf5dde",
                    operation="UPDATE",
                    pgid="pgtrigger_event_count_is_the_databases_d9d4f",
                    table="events_event",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("answer_hours", "cancellation_reason", "changed_at", "changed_by_id", "description", "ends_at", "format", "group_id", "guests_allowed", "id", "join_url", "kind", "minimum", "online_seats", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "promise", "registration_closes_at", "registration_opens_at", "reserved_for", "reserved_seats", "reserved_site_id", "reserved_until", "seats", "sequence", "series_date", "series_id", "site_id", "slug", "starts_at", "state", "title", "uid") VALUES (NEW."answer_hours", NEW."cancellation_reason", NEW."changed_at", NEW."changed_by_id", NEW."description", NEW."ends_at", NEW."format", NEW."group_id", NEW."guests_allowed", NEW."id", NEW."join_url", NEW."kind", NEW."minimum", NEW."online_seats", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."promise", NEW."registration_closes_at", NEW."registration_opens_at", NEW."reserved_for", NEW."reserved_seats", NEW."reserved_site_id", NEW."reserved_until", NEW."seats", NEW."sequence", NEW."series_date", NEW."series_id", NEW."site_id", NEW."slug", NEW."starts_at", NEW."state", NEW."title", NEW."uid"); RETURN NULL;',
                    hash="236a5f52aedc5da1d8adc93d4d92cbc40db7627e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82b94",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer_hours" IS DISTINCT FROM (NEW."answer_hours") OR OLD."cancellation_reason" IS DISTINCT FROM (NEW."cancellation_reason") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changed_by_id" IS DISTINCT FROM (NEW."changed_by_id") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."guests_allowed" IS DISTINCT FROM (NEW."guests_allowed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."join_url" IS DISTINCT FROM (NEW."join_url") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."minimum" IS DISTINCT FROM (NEW."minimum") OR OLD."online_seats" IS DISTINCT FROM (NEW."online_seats") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."promise" IS DISTINCT FROM (NEW."promise") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."registration_opens_at" IS DISTINCT FROM (NEW."registration_opens_at") OR OLD."reserved_for" IS DISTINCT FROM (NEW."reserved_for") OR OLD."reserved_seats" IS DISTINCT FROM (NEW."reserved_seats") OR OLD."reserved_site_id" IS DISTINCT FROM (NEW."reserved_site_id") OR OLD."reserved_until" IS DISTINCT FROM (NEW."reserved_until") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."series_date" IS DISTINCT FROM (NEW."series_date") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."uid" IS DISTINCT FROM (NEW."uid"))',
                    func='INSERT INTO "events_eventhistory" ("answer_hours", "cancellation_reason", "changed_at", "changed_by_id", "description", "ends_at", "format", "group_id", "guests_allowed", "id", "join_url", "kind", "minimum", "online_seats", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "promise", "registration_closes_at", "registration_opens_at", "reserved_for", "reserved_seats", "reserved_site_id", "reserved_until", "seats", "sequence", "series_date", "series_id", "site_id", "slug", "starts_at", "state", "title", "uid") VALUES (NEW."answer_hours", NEW."cancellation_reason", NEW."changed_at", NEW."changed_by_id", NEW."description", NEW."ends_at", NEW."format", NEW."group_id", NEW."guests_allowed", NEW."id", NEW."join_url", NEW."kind", NEW."minimum", NEW."online_seats", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."promise", NEW."registration_closes_at", NEW."registration_opens_at", NEW."reserved_for", NEW."reserved_seats", NEW."reserved_site_id", NEW."reserved_until", NEW."seats", NEW."sequence", NEW."series_date", NEW."series_id", NEW."site_id", NEW."slug", NEW."starts_at", NEW."state", NEW."title", NEW."uid"); RETURN NULL;',
                    hash="a0769fd5d0c00df88a98116f24d6a2c71f39653a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73f59",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
    ]
