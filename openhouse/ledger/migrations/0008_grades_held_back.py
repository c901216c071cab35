from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_of_a_class"),
    ]

    operations = [
        migrations.AddField(
            model_name="seenchanges",
            name="grades_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="seenchanges",
            name="grades_snapshot",
            field=models.TextField(null=True),
        ),
    ]
