from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_homeroom"),
        ("grades", "0006_feedback"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="never_drop",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="category",
            name="drop_highest",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="category",
            name="extra",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="gradebook",
            name="beyond",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="gradebook",
            name="by_percent",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="gradebook",
            name="missing_percent",
            field=models.DecimalField(
                blank=True, db_default=0, decimal_places=2, default=0, max_digits=5, null=True
            ),
        ),
        migrations.AddField(
            model_name="gradingscale",
            name="rounding",
            field=models.CharField(
                choices=[
                    ("whole", "To a whole percent"),
                    ("tenth", "To a tenth of a percent"),
                    ("hundredth", "To a hundredth of a percent"),
                    ("whole down", "Down to a whole percent"),
                    ("tenth down", "Down to a tenth of a percent"),
                ],
                db_default="tenth",
                default="tenth",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="gradebook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("missing_percent__isnull", True),
                    models.Q(("missing_percent__gte", 0), ("missing_percent__lte", 100)),
                    _connector="OR",
                ),
                name="gradebook_missing_is_a_percent",
            ),
        ),
    ]
