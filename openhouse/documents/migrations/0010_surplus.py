import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0009_receipts_say_truly"),
    ]

    operations = [
        migrations.AddField(
            model_name="transcriptrules",
            name="surplus_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="documents.creditarea",
            ),
        ),
    ]
