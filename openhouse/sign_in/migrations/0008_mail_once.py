from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0004_left_on"),
        ("sign_in", "0007_devices"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountrequest",
            name="mark",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="accountrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mark", ""), _negated=True),
                fields=("district_id", "mark"),
                name="accountrequest_mail_once",
            ),
        ),
    ]
