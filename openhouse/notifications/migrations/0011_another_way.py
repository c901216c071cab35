from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0010_notice_read"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="instead_of",
            field=models.CharField(
                blank=True,
                choices=[("mail", "E-mail"), ("push", "App"), ("text", "Text message")],
                db_default="",
                default="",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="waited",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="noticerules",
            name="attendance_again",
            field=models.PositiveSmallIntegerField(db_default=3, default=3),
        ),
        migrations.AddField(
            model_name="noticerules",
            name="emergency_again",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(
                    ("again_at", None), ("kind", "attendance"), ("read_at", None), ("state", "out")
                ),
                fields=["district_id", "ended_at"],
                name="notice_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticerules",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance_again__lte", 48), ("emergency_again__lte", 48)),
                name="noticerules_again",
            ),
        ),
    ]
