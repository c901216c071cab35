from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="must_change_password",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="account",
            name="password_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="settled_at",
            field=models.DateTimeField(null=True),
        ),
        # Whoever has an account already has come in before there were steps.
        migrations.RunSQL(
            "UPDATE people_account SET settled_at = created_at", migrations.RunSQL.noop
        ),
    ]
