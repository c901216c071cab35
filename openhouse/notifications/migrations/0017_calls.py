from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0016_conversations_chosen"),
    ]

    operations = [
        migrations.AddField(
            model_name="phoneproof",
            name="by_call",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="contactchoice",
            name="way",
            field=models.CharField(
                choices=[("mail", "Mail"), ("text", "Text"), ("call", "Call")], max_length=4
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="instead_of",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mail", "E-mail"),
                    ("push", "App"),
                    ("text", "Text message"),
                    ("call", "Phone call"),
                ],
                db_default="",
                default="",
                max_length=4,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="way",
            field=models.CharField(
                choices=[
                    ("mail", "E-mail"),
                    ("push", "App"),
                    ("text", "Text message"),
                    ("call", "Phone call"),
                ],
                default="mail",
                max_length=4,
            ),
        ),
    ]
