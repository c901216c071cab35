from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sign_in", "0003_single_sign_on")]

    operations = [
        migrations.AddField(
            model_name="accountrules",
            name="second_step_from",
            field=models.DateField(blank=True, default=date(2000, 1, 1), null=True),
        ),
    ]
