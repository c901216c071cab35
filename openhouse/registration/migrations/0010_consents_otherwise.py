import django.db.models.deletion
from django.db import migrations, models

#: What a guardian has said stays as she signed it, and in the place of what it stands.
FROZEN = """
DROP TRIGGER consent_stays ON registration_consent;
CREATE TRIGGER consent_stays BEFORE UPDATE ON registration_consent
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (OLD.content IS DISTINCT FROM NEW.content
        OR OLD.agreed IS DISTINCT FROM NEW.agreed OR OLD.sha256 <> NEW.sha256
        OR OLD.typed <> NEW.typed OR OLD.statement <> NEW.statement OR OLD.key <> NEW.key
        OR OLD.answered_at IS DISTINCT FROM NEW.answered_at OR OLD.via <> NEW.via
        OR OLD.replaces_id IS DISTINCT FROM NEW.replaces_id))
    EXECUTE FUNCTION registration_stays_as_it_was();
"""
UNDO = """
DROP TRIGGER consent_stays ON registration_consent;
CREATE TRIGGER consent_stays BEFORE UPDATE ON registration_consent
    FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL AND (OLD.content IS DISTINCT FROM NEW.content
        OR OLD.agreed IS DISTINCT FROM NEW.agreed OR OLD.sha256 <> NEW.sha256
        OR OLD.typed <> NEW.typed OR OLD.statement <> NEW.statement OR OLD.key <> NEW.key
        OR OLD.answered_at IS DISTINCT FROM NEW.answered_at OR OLD.via <> NEW.via))
    EXECUTE FUNCTION registration_stays_as_it_was();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0009_who_asks"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consent",
            name="consent_once_a_person",
        ),
        migrations.AddField(
            model_name="consent",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="registration.consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False), ("replaces", None)),
                fields=("candidate", "key", "person"),
                name="consent_once_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces", None), ("answered_at__isnull", False), _connector="OR"
                ),
                name="consent_otherwise_says_what",
            ),
        ),
        migrations.RunSQL(FROZEN, UNDO),
    ]
