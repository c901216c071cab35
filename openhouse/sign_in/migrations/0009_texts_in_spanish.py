from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sign_in", "0008_mail_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountrules",
            name="help_text_es",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="sign_in_text_es",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="terms_es",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
