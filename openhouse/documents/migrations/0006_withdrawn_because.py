from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_lines_by_hand"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedfile",
            name="withdrawn_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
    ]
