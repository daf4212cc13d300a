import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="clé")),
                ("cause", models.CharField(max_length=40, verbose_name="cause")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("account", "mon compte et mes droits"),
                            ("seat", "mes inscriptions"),
                            ("text", "mes textes et leur relecture"),
                            ("hosting", "les rendez-vous que j’anime"),
                            ("community", "la vie de la communauté"),
                            ("agenda", "les nouveaux rendez-vous"),
                            ("journal", "les parutions du Journal"),
                            ("reminder", "les rappels de mes rendez-vous"),
                            ("digest", "le résumé du lundi"),
                        ],
                        max_length=10,
                        verbose_name="sujet",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="adresse e-mail")),
                ("reply_to", models.EmailField(blank=True, max_length=254, verbose_name="adresse de réponse")),
                ("subject", models.CharField(max_length=250, verbose_name="objet")),
                ("text", models.TextField(verbose_name="texte")),
                ("html", models.TextField(verbose_name="texte mis en forme")),
                ("attachments", models.JSONField(blank=True, default=list, verbose_name="pièces jointes")),
                ("link", models.CharField(blank=True, max_length=300, verbose_name="page")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="ce dont il parle")),
                ("depends_on", models.CharField(blank=True, max_length=60, verbose_name="ce dont il dépend")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "préparé"),
                            ("held", "en attente du résumé"),
                            ("sent", "envoyé"),
                            ("digested", "dans un résumé"),
                            ("discarded", "écarté"),
                            ("abandoned", "abandonné"),
                        ],
                        default="prepared",
                        max_length=9,
                        verbose_name="état",
                    ),
                ),
                ("is_pressing", models.BooleanField(default=False, verbose_name="part aussi aux heures calmes")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="dernière erreur")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="préparé le")),
                ("leaves_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="part le")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="utile jusqu’au")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("resend_delivery", "Can send an abandoned message again")],
            },
        ),
        migrations.CreateModel(
            name="FailingAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, unique=True, verbose_name="adresse e-mail")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="refus de suite")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="dernière erreur")),
                ("blocked_at", models.DateTimeField(blank=True, null=True, verbose_name="bloquée le")),
                (
                    "last_delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailing.delivery",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse en échec",
                "verbose_name_plural": "adresses en échec",
                "ordering": ["-blocked_at", "address"],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("agenda", "les nouveaux rendez-vous"),
                            ("journal", "les parutions du Journal"),
                            ("reminder", "les rappels de mes rendez-vous"),
                            ("quiet_hours", "les heures calmes"),
                            ("invitations", "les invitations de calendrier"),
                        ],
                        max_length=11,
                        verbose_name="sujet",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("at_once", "tout de suite"),
                            ("weekly", "dans le résumé du lundi"),
                            ("week", "une semaine avant"),
                            ("day", "la veille"),
                            ("hour", "une heure avant"),
                            ("day_and_hour", "la veille et une heure avant"),
                            ("week_and_day", "une semaine avant et la veille"),
                            ("all_three", "une semaine avant, la veille et une heure avant"),
                            ("never", "jamais"),
                            ("yes", "oui"),
                            ("no", "non"),
                        ],
                        max_length=12,
                        verbose_name="choix",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "choix de messages",
                "verbose_name_plural": "choix de messages",
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "created_at"], name="delivery_state_created"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("about", ""), _negated=True), fields=["about", "cause"], name="delivery_about"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ("prepared", "held"))),
                fields=["depends_on"],
                name="delivery_depends_on",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ("prepared", "held"))), fields=["leaves_at"], name="delivery_leaves_at"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_sent_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.UniqueConstraint(fields=("member", "subject"), name="preference_once"),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choice__in", ["at_once", "weekly", "never"]), ("subject", "agenda")),
                    models.Q(("choice__in", ["at_once", "weekly", "never"]), ("subject", "journal")),
                    models.Q(
                        ("choice__in", ["week", "day", "hour", "week_and_day", "day_and_hour", "all_three", "never"]),
                        ("subject", "reminder"),
                    ),
                    models.Q(("choice__in", ["yes", "no"]), ("subject", "quiet_hours")),
                    models.Q(("choice__in", ["yes", "no"]), ("subject", "invitations")),
                    _connector="OR",
                ),
                name="preference_is_offered",
                violation_error_message="Ce choix n’est pas possible pour ce sujet.",
            ),
        ),
    ]
