from django.db import migrations, models

# Entries are added, sealed once, and otherwise never touched. `trading.audit_reset` disables these on purpose.
_GUARD = """
CREATE FUNCTION audit_only_seals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL
        AND (NEW.id, NEW.at, NEW.actor, NEW.kind, NEW.subject, NEW.correlation, NEW.facts)
            IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.actor, OLD.kind, OLD.subject, OLD.correlation, OLD.facts)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit entries are never changed or deleted (%% refused)', TG_OP USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON trading_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_only_seals();
CREATE TRIGGER audit_table_stays BEFORE TRUNCATE ON trading_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_seals();
"""
_UNGUARD = """
DROP TRIGGER audit_table_stays ON trading_auditentry;
DROP TRIGGER audit_rows_stay ON trading_auditentry;
DROP FUNCTION audit_only_seals();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_GUARD, params=[])


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_UNGUARD, params=[])


class Migration(migrations.Migration):

    dependencies = [
        ('trading', '0011_preferences'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=80)),
                ('correlation', models.CharField(blank=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('position', models.PositiveBigIntegerField(null=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'id'], name='audit_of_subject'), models.Index(condition=models.Q(('position', None)), fields=['id'], name='audit_unsealed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('position__isnull', False)), fields=('position',), name='one_audit_entry_per_position')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
