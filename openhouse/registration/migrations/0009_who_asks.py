import django.db.models.deletion
from django.db import migrations, models

#: Of a question of before the desk is guessed by whose answer it is about, and the school by the
#: child; of the home, by a child that is with the family. What the family could read, it was told.
OF_BEFORE = """
UPDATE registration_fielddecision f SET
    asked_by = CASE WHEN f.desk IN ('nurse', 'transport') THEN f.desk ELSE 'office' END,
    school_id = c.school_id,
    told_at = CASE WHEN f.desk IN ('nurse', 'transport') OR c.state = 'asked' THEN f.at END
FROM registration_candidate c
WHERE f.says = 'ask' AND c.id = coalesce(f.candidate_id, (
    SELECT o.id FROM registration_candidate o
    WHERE o.application_id = f.application_id AND o.school_id IS NOT NULL
    ORDER BY o.state <> 'asked', o.position, o.id LIMIT 1));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0006_app_is_the_servers"),
        ("registration", "0008_reminders_and_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="fielddecision",
            name="asked_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AddField(
            model_name="fielddecision",
            name="school",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="districts.school",
            ),
        ),
        migrations.AddField(
            model_name="fielddecision",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(OF_BEFORE, migrations.RunSQL.noop),
    ]
