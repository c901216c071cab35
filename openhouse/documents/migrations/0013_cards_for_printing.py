from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0012_cards_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="cardrelease",
            name="to_families",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="cardtemplate",
            name="to_families",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
