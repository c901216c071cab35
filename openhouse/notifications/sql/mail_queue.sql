-- The mail server's limit is the installation's: how many e-mails of all districts have gone out
-- since a moment, when that is so again for a number of them, and how many of those due by another moment
-- go before a place in the queue (priority and id). Numbers and a time, nothing of whose they are.
CREATE OR REPLACE FUNCTION openhouse_mail_queue(
    p_since timestamptz, p_until timestamptz, p_priority int, p_last bigint
) RETURNS TABLE (gone bigint, ahead bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (SELECT count(*) FROM notifications_delivery
            WHERE way = 'mail' AND sent_at IS NOT NULL AND sent_at > p_since),
           (SELECT count(*) FROM notifications_delivery
            WHERE state = 'waiting' AND way = 'mail' AND next_try_at <= p_until
              AND (priority, id) <= (p_priority, p_last))
$$;
REVOKE ALL ON FUNCTION openhouse_mail_queue(timestamptz, timestamptz, int, bigint) FROM PUBLIC;

CREATE OR REPLACE FUNCTION openhouse_mail_gone_at(p_since timestamptz, p_nth bigint)
RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT sent_at FROM notifications_delivery
    WHERE way = 'mail' AND sent_at IS NOT NULL AND sent_at > p_since
    ORDER BY sent_at OFFSET greatest(p_nth, 1) - 1 LIMIT 1
$$;
REVOKE ALL ON FUNCTION openhouse_mail_gone_at(timestamptz, bigint) FROM PUBLIC;
