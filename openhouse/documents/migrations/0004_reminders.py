from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_cards"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedfile",
            name="remind_days",
            field=models.PositiveSmallIntegerField(db_default=2, default=2),
        ),
    ]
