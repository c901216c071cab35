-- The moment of a statement as the ledger writes it, and as the wall asks of whoever writes a line
-- (common/wall.py). It belongs to the owner: the application's role can neither change nor replace it.
-- Where OPENHOUSE_TODAY moves the clock of a demonstration, migrate moves this one with it, and moves
-- it back at the next migrate without (common/functions.py).
CREATE OR REPLACE FUNCTION openhouse_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT pg_catalog.statement_timestamp() $$;
