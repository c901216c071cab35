from django.db import migrations, models

#: Words that were kept in the language of who asked stay, under "said".
THERE = """
ALTER TABLE questions_question ALTER COLUMN stood DROP DEFAULT;
ALTER TABLE questions_question ALTER COLUMN stood TYPE jsonb
    USING CASE WHEN stood = '' THEN '{}' ELSE jsonb_build_object('said', stood) END;
ALTER TABLE questions_question ALTER COLUMN stood SET DEFAULT '{}';
"""
BACK = """
ALTER TABLE questions_question ALTER COLUMN stood DROP DEFAULT;
ALTER TABLE questions_question ALTER COLUMN stood TYPE varchar(300)
    USING coalesce(stood ->> 'said', '');
ALTER TABLE questions_question ALTER COLUMN stood SET DEFAULT '';
"""


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial")]

    operations = [
        migrations.RunSQL(
            THERE,
            BACK,
            state_operations=[
                migrations.AlterField(
                    model_name="question",
                    name="stood",
                    field=models.JSONField(db_default={}, default=dict),
                )
            ],
        )
    ]
