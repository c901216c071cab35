import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0006_app_is_the_servers"),
        ("documents", "0011_card_logo"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="cardrelease",
            name="cardrelease_once",
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="because",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="because_es",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="documents.cardrelease",
            ),
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="cardrelease",
            name="withdrawn_by_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
        migrations.AlterField(
            model_name="cardrelease",
            name="state",
            field=models.CharField(
                choices=[
                    ("begun", "Not released"),
                    ("preparing", "Being prepared"),
                    ("ready", "Ready"),
                    ("released", "Released"),
                    ("withdrawn", "Taken back"),
                ],
                default="begun",
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="cardrelease",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("template", "school", "term"),
                name="cardrelease_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardrelease",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        ("released_at__isnull", False),
                        models.Q(("because", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at", None)
                    ),
                    _connector="OR",
                ),
                name="cardrelease_withdrawn_says_why",
            ),
        ),
    ]
