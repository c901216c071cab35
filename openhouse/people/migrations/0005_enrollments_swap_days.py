import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations, models

import openhouse.people.guard


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0004_left_on"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enrollment",
            name="enrollment_one_primary_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("primary", True)),
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[
                    (openhouse.people.guard._Same("student"), "&&"),
                    (openhouse.people.guard._Dates("starts_on", "ends_on"), "&&"),
                ],
                name="enrollment_one_primary_at_a_time",
            ),
        ),
    ]
