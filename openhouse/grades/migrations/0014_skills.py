"""How the skills of a class are estimated beside its mark; a new class takes the default's way."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"
METHODS = ["", "highest", "most recent", "mean", "mode", "decaying", "latest weighs", "power law"]


class Migration(migrations.Migration):
    dependencies = [("grades", "0013_canned_comments")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="estimate",
                field=models.CharField(blank=True, db_default="", default="", max_length=13),
            )
            for model in ("gradebook", "gradebookdefault")
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=models.Q(("estimate__in", METHODS)),
                    name=f"{model}_estimate_is_known",
                ),
            )
            for model in ("gradebook", "gradebookdefault")
        ),
        migrations.RunSQL(
            (SQL / "sections_take_default.sql").read_text(encoding="utf-8"),
            migrations.RunSQL.noop,
        ),
    ]
