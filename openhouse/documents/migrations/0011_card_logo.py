from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0010_surplus"),
    ]

    operations = [
        migrations.AddField(
            model_name="cardtemplate",
            name="logo",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
