import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_working_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="workinggroup",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now, verbose_name="modifié le"),
            preserve_default=False,
        ),
    ]
