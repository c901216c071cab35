import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("people", "0006_chosen_language"),
        ("school_messages", "0011_held_are_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="readers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), db_default=[], default=list
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "private"), ("readers", []), _connector="OR"),
                name="thread_readers_of_a_private_one",
            ),
        ),
    ]
