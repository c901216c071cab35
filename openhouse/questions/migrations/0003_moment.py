from django.db import migrations, models

import openhouse.ledger.models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_moment"),
        ("questions", "0002_stood_in_facts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="written_at",
            field=models.DateTimeField(db_default=openhouse.ledger.models.Moment(), editable=False),
        ),
    ]
