import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_first_steps"),
        ("sign_in", "0002_portal_form"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityProvider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "protocol",
                    models.CharField(
                        choices=[("openid", "OpenID Connect"), ("saml", "SAML 2.0")], max_length=6
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProviderSetup",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "provider",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="setup",
                        serialize=False,
                        to="sign_in.identityprovider",
                    ),
                ),
                ("issuer", models.CharField(max_length=300)),
                ("client_id", models.CharField(blank=True, default="", max_length=300)),
                ("secret", models.TextField(blank=True, default="")),
                ("sign_in_url", models.CharField(blank=True, default="", max_length=500)),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list
                    ),
                ),
                ("for_staff", models.BooleanField(default=True)),
                ("for_students", models.BooleanField(default=False)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("email", "The e-mail address that the school has of the person"),
                            (
                                "number",
                                "The student number, and for staff the id in the student system",
                            ),
                            ("username", "The user name of the account here"),
                        ],
                        default="email",
                        max_length=8,
                    ),
                ),
                ("claim", models.CharField(blank=True, default="", max_length=200)),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253), default=list
                    ),
                ),
                ("makes_accounts", models.BooleanField(default=False)),
                ("second_factor_there", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("for_staff", True), ("for_students", True), _connector="OR"
                        ),
                        name="providersetup_is_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", "email"), _negated=True),
                            ("domains__len__gt", 0),
                            _connector="OR",
                        ),
                        name="providersetup_email_needs_a_domain",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkedIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("subject", models.CharField(max_length=500)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sign_in.identityprovider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "subject"), name="linkedidentity_subject_once"
                    ),
                    models.UniqueConstraint(
                        fields=("provider", "person"), name="linkedidentity_person_once"
                    ),
                ],
            },
        ),
    ]
