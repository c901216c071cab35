from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0008_withdrawals_are_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="to_families",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="paperwithdrawal",
            name="to_families",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
