import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations

import openhouse.people.guard


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_homeroom"),
        ("people", "0004_left_on"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="placement",
            name="placement_never_twice_at_once",
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[
                    (openhouse.people.guard._Same("student"), "&&"),
                    (openhouse.people.guard._Same("section"), "&&"),
                    (openhouse.people.guard._Dates("starts_on", "ends_on"), "&&"),
                ],
                name="placement_never_twice_at_once",
            ),
        ),
    ]
