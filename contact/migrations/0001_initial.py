import django.db.models.deletion
import django.utils.timezone
import members.models.member
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "box",
                    models.CharField(
                        choices=[("core_team", "la core-team"), ("editorial", "le comité éditorial")],
                        max_length=9,
                        verbose_name="boîte",
                    ),
                ),
                ("subject", models.CharField(max_length=80, verbose_name="objet")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                (
                    "address",
                    members.models.member.LowerEmailField(blank=True, max_length=254, verbose_name="adresse e-mail"),
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
                ("origin", models.CharField(blank=True, max_length=64, verbose_name="provenance")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "attend une réponse"), ("answered", "répondu"), ("closed", "classé")],
                        default="open",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="reçu le")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="dernier message le"),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="en charge",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="membre",
                    ),
                ),
            ],
            options={
                "verbose_name": "échange",
                "verbose_name_plural": "échanges",
                "ordering": ["changed_at", "pk"],
                "permissions": [
                    ("answer_core_team", "Can read and answer what is written to the core-team"),
                    ("answer_editorial", "Can read and answer what is written to the editorial committee"),
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("received", "reçu"), ("answer", "réponse"), ("note", "note interne")],
                        max_length=8,
                        verbose_name="sorte",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="texte")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="écrit le")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="de",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="contact.thread",
                        verbose_name="échange",
                    ),
                ),
            ],
            options={
                "verbose_name": "lettre",
                "verbose_name_plural": "lettres",
                "ordering": ["written_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(fields=["box", "state", "changed_at"], name="thread_box_state"),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address", ""), ("member__isnull", False)),
                    models.Q(("member__isnull", True), models.Q(("address", ""), _negated=True)),
                    _connector="OR",
                ),
                name="thread_member_or_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", False), ("box", "core_team"), _connector="OR"),
                name="thread_of_strangers_to_core_team",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["author", "kind", "written_at"], name="letter_author_kind"),
        ),
    ]
