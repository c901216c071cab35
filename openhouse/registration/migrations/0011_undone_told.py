from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0010_consents_otherwise"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="posting",
            name="ways",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
