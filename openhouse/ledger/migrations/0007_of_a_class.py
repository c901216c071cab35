from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_moment"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="section_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("section_id__isnull", False)),
                fields=["section_id", "-at"],
                name="change_of_section",
            ),
        ),
    ]
