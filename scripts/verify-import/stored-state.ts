import type { Client } from "pg";

/** The hash of all stored figures without ids and times, which differ between two runs. */
export async function readState(client: Client, slug: string): Promise<string> {
  const { rows } = await client.query<{ state: string }>(
    `SELECT md5(string_agg(member.state, '' ORDER BY member.username)) AS state
     FROM (
       SELECT username, concat(
         username,
         (SELECT (to_jsonb(p) - '{organization_id,user_id,newest_entry_id,last_assignment_id}'::text[])::text
           FROM user_performance p WHERE (p.organization_id, p.user_id) = (u.organization_id, u.id)),
         (SELECT string_agg((to_jsonb(s) - '{organization_id,user_id,id,created_at,amended_at}'::text[])::text, ''
             ORDER BY snapshot_date)
           FROM performance_snapshots s WHERE (s.organization_id, s.user_id) = (u.organization_id, u.id)),
         (SELECT string_agg(a.external_id || (to_jsonb(f)
               - '{organization_id,user_id,assignment_id,entry_id}'::text[])::text, '' ORDER BY a.external_id)
           FROM performance_facts f
           JOIN assignments a ON (a.organization_id, a.id) = (f.organization_id, f.assignment_id)
           WHERE (f.organization_id, f.user_id) = (u.organization_id, u.id)),
         (SELECT string_agg((to_jsonb(a) - '{organization_id,user_id,id,created_at,updated_at}'::text[])::text, ''
             ORDER BY external_id)
           FROM assignments a WHERE (a.organization_id, a.user_id) = (u.organization_id, u.id))
       ) AS state
       FROM users u JOIN organizations o ON o.id = u.organization_id WHERE o.slug = $1
     ) AS member`,
    [slug],
  );
  return rows[0]?.state ?? "";
}

export async function countEntries(client: Client, slug: string): Promise<number> {
  const { rows } = await client.query<{ entries: number }>(
    `SELECT count(*)::int AS entries FROM performance_logs l
     JOIN organizations o ON o.id = l.organization_id WHERE o.slug = $1`,
    [slug],
  );
  return rows[0]?.entries ?? 0;
}

/** The rows that the newest import has applied. */
export async function countAppliedFacts(client: Client, slug: string): Promise<number> {
  const { rows } = await client.query<{ applied: number }>(
    `SELECT new_rows AS applied FROM imports i
     JOIN organizations o ON o.id = i.organization_id WHERE o.slug = $1 ORDER BY i.id DESC LIMIT 1`,
    [slug],
  );
  return rows[0]?.applied ?? 0;
}

export async function listMembers(
  client: Client,
  slug: string,
): Promise<readonly { readonly id: number; readonly username: string }[]> {
  const { rows } = await client.query<{ id: number; username: string }>(
    `SELECT u.id, username FROM users u JOIN organizations o ON o.id = u.organization_id
     WHERE o.slug = $1 ORDER BY username`,
    [slug],
  );
  return rows;
}
