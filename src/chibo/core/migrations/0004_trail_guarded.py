"""What is sealed may only grow, not even be emptied; every new event waits for its seal."""

from django.db import migrations

FORWARD = """
DROP TRIGGER core_auditevent_append_only ON core_auditevent;
CREATE TRIGGER core_auditevent_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER core_trailleaf_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core_trailleaf
  FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER core_trailbatch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON core_trailbatch
  FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
CREATE FUNCTION core_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO core_trailwaiting (event_id) SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER core_auditevent_awaits_seal AFTER INSERT ON core_auditevent
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION core_await_seal();
INSERT INTO core_trailwaiting (event_id) SELECT id FROM core_auditevent;
"""
BACKWARD = """
DROP TRIGGER core_auditevent_awaits_seal ON core_auditevent;
DROP FUNCTION core_await_seal();
DROP TRIGGER core_trailbatch_append_only ON core_trailbatch;
DROP TRIGGER core_trailleaf_append_only ON core_trailleaf;
DROP TRIGGER core_auditevent_append_only ON core_auditevent;
CREATE TRIGGER core_auditevent_append_only BEFORE UPDATE OR DELETE ON core_auditevent
  FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_trail")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
