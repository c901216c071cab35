from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sign_in", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountrequest",
            name="form",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
