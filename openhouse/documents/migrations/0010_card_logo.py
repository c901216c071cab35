from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_receipts_say_truly"),
    ]

    operations = [
        migrations.AddField(
            model_name="cardtemplate",
            name="logo",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
