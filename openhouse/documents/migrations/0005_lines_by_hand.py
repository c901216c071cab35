import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0004_verify_is_the_servers"),
        ("documents", "0004_reminders"),
        ("grades", "0012_notes_and_files"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.AddField(
            model_name="transcriptline",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="transcriptline",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="documents.transcriptline",
            ),
        ),
        migrations.AddField(
            model_name="transcriptline",
            name="struck_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="transcriptline",
            name="struck_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="transcriptline",
            name="struck_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddConstraint(
            model_name="transcriptline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at__isnull", False),
                    models.Q(
                        ("replaced_by__isnull", True),
                        ("struck_by__isnull", True),
                        ("struck_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="transcriptline_struck_with_its_day",
            ),
        ),
    ]
