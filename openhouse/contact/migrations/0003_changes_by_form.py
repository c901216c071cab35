from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_unconfirmed_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactrules",
            name="changes",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactrules",
            name="changes_signed",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
