"""The list of comments goes to grades, whose teachers choose from it; its table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_withdrawn_because"), ("grades", "0013_canned_comments")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="CannedComment")]
        )
    ]
