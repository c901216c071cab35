import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("documents", "0013_cards_for_printing"),
        ("people", "0007_transport_posts"),
        ("school_messages", "0014_event_rules"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="eventrule",
            name="eventrule_counts_what_is_counted",
        ),
        migrations.RemoveConstraint(
            model_name="eventrule",
            name="eventrule_says_what_is_low",
        ),
        migrations.RemoveConstraint(
            model_name="rulecrossing",
            name="rulecrossing_once_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="rulecrossing",
            name="rulecrossing_stands_once",
        ),
        migrations.AddField(
            model_name="eventrule",
            name="before_due",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="rulecrossing",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="documents.publishedfile",
            ),
        ),
        migrations.AlterField(
            model_name="eventrule",
            name="what",
            field=models.CharField(
                choices=[
                    ("absences", "Days of absence"),
                    ("missing", "Pieces of missing work"),
                    ("mark", "A course’s mark so far is low"),
                    ("posted", "A mark was posted that is low"),
                    ("document", "A document waits for an answer"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("least", None), ("what__in", ("mark", "posted"))),
                    models.Q(
                        ("least__gte", 1),
                        ("least__lte", 200),
                        ("what__in", ("absences", "missing", "document")),
                    ),
                    _connector="OR",
                ),
                name="eventrule_counts_what_is_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("below", None),
                        ("letters", []),
                        ("what__in", ("absences", "missing", "document")),
                    ),
                    models.Q(
                        ("what__in", ("mark", "posted")),
                        models.Q(
                            models.Q(("below__gt", 0), ("below__lte", 100)),
                            models.Q(("below", None), models.Q(("letters", []), _negated=True)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="eventrule_says_what_is_low",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulecrossing",
            constraint=models.UniqueConstraint(
                fields=("rule", "student", "section", "document", "crossed_on"),
                name="rulecrossing_once_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="rulecrossing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cleared_on", None)),
                fields=("rule", "student", "section", "document"),
                name="rulecrossing_stands_once",
                nulls_distinct=False,
            ),
        ),
    ]
