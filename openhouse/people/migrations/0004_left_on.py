from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="left_on",
            field=models.DateField(null=True),
        ),
    ]
