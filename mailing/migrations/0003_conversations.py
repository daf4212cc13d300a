from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0002_silence"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="follows",
            field=models.TextField(blank=True, verbose_name="messages qu’il continue"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="topic",
            field=models.CharField(
                choices=[
                    ("account", "mon compte et mes droits"),
                    ("seat", "mes inscriptions"),
                    ("text", "mes textes et leur relecture"),
                    ("hosting", "les rendez-vous que j’anime"),
                    ("community", "la vie de la communauté"),
                    ("contact", "mes échanges avec la core-team"),
                    ("editorial", "mes échanges avec le comité éditorial"),
                    ("agenda", "les nouveaux rendez-vous"),
                    ("journal", "les parutions du Journal"),
                    ("reminder", "les rappels de mes rendez-vous"),
                    ("digest", "le résumé du lundi"),
                ],
                max_length=10,
                verbose_name="sujet",
            ),
        ),
    ]
