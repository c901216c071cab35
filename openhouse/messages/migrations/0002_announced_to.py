import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0005_school_details"),
        ("people", "0006_chosen_language"),
        ("school_messages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="announcement",
            name="emergency",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="announcement",
            name="grades",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), db_default=[], default=list
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="language",
            field=models.CharField(db_default="en", default="en", max_length=10),
        ),
        migrations.AddField(
            model_name="announcement",
            name="others",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="announcement",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="courses.section",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="announcement",
            name="written_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="announcement",
            name="written_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="announcement",
            name="written_by_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("section", None),
                    models.Q(("emergency", False), ("grades", []), ("school__isnull", False)),
                    _connector="OR",
                ),
                name="announcement_of_a_class_is_of_its_school",
            ),
        ),
    ]
