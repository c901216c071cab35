from pathlib import Path

from django.db import migrations, models

import openhouse.ledger.models

SQL = (Path(__file__).parent.parent / "sql" / "now.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_search"),
    ]

    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION openhouse_now()"),
        migrations.AlterField(
            model_name="change",
            name="at",
            field=models.DateTimeField(db_default=openhouse.ledger.models.Moment(), editable=False),
        ),
    ]
