from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "account.sso_refused",
                            "sign_on.made",
                            "sign_on.changed",
                            "sign_on.on",
                            "sign_on.off",
                        ],
                    )
                ),
                fields=["kind", "-at"],
                name="change_of_sign_on",
            ),
        ),
    ]
