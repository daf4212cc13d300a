import django.core.validators
import journal.models.issue
from django.db import migrations, models

NUMBER = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9999)]
YEAR = [
    django.core.validators.MinValueValidator(2018),
    django.core.validators.MaxValueValidator(journal.models.issue.last_year),
]


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="issue",
            name="number",
            field=models.PositiveSmallIntegerField(
                error_messages={"unique": "Ce numéro existe déjà."},
                unique=True,
                validators=NUMBER,
                verbose_name="numéro",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="year",
            field=models.PositiveSmallIntegerField(validators=YEAR, verbose_name="année"),
        ),
        migrations.AlterField(
            model_name="issueevent",
            name="number",
            field=models.PositiveSmallIntegerField(
                error_messages={"unique": "Ce numéro existe déjà."}, validators=NUMBER, verbose_name="numéro"
            ),
        ),
        migrations.AlterField(
            model_name="issueevent",
            name="year",
            field=models.PositiveSmallIntegerField(validators=YEAR, verbose_name="année"),
        ),
    ]
