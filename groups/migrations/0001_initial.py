import django.db.models.deletion
import django.db.models.functions.text
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
            name="WorkingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
                (
                    "slug",
                    models.SlugField(
                        error_messages={"unique": "Un groupe a déjà cette adresse."},
                        max_length=80,
                        unique=True,
                        verbose_name="adresse",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        help_text="Une phrase : le problème à résoudre.", max_length=300, verbose_name="objet"
                    ),
                ),
                ("opened_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="ouvert le")),
                (
                    "closed_on",
                    models.DateField(
                        blank=True, help_text="Dernier jour de travail.", null=True, verbose_name="clos le"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        help_text="La personne à qui parler du groupe\u202f; son nom est sur la page du groupe.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pilotage",
                    ),
                ),
            ],
            options={
                "verbose_name": "groupe de travail",
                "verbose_name_plural": "groupes de travail",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="working_group_name",
                        violation_error_message="Ce groupe existe déjà.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="working_group_closes_after_opening",
                        violation_error_message="Un groupe ne peut pas être clos avant d’avoir ouvert.",
                    ),
                ],
            },
        ),
    ]
