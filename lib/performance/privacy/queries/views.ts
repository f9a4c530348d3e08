import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AccessSubject } from "@/lib/performance/access/queries/access-records";

/** That somebody looked at a member, at their team or at the whole organization. */
export type MemberView = {
  readonly id: bigint;
  readonly hour: Date;
  readonly subject: AccessSubject["type"];
  readonly surface: string;
  readonly viewer: {
    readonly userId: number;
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
  };
};

/** Where a page of looks begins: after this one, newest first. */
export type ViewCursor = { readonly hour: Date; readonly id: bigint };

/** Who looked at a member, at a team while they were in it and at the organization, but for themself, newest first. */
export async function listViewsOfMember(
  database: Database | Transaction,
  organizationId: number,
  userId: number,
  { after, limit }: { readonly after: ViewCursor | null; readonly limit: number },
): Promise<readonly MemberView[]> {
  const following =
    after === null ? Prisma.empty : Prisma.sql`AND (hour, id) < (${after.hour}, ${after.id})`;
  const rows = await database.$queryRaw<LookRow[]>(Prisma.sql`
    SELECT look.id, look.hour, look.subject_type::text, look.surface,
      viewer.id AS viewer_id, viewer.username, viewer.display_name, viewer.alias
    FROM (
      VALUES ('member'::"AccessSubject", ${userId}::int), ('organization', ${organizationId}::int)
      UNION
      SELECT 'team', team_id FROM team_memberships
      WHERE organization_id = ${organizationId} AND user_id = ${userId}
    ) AS subject (type, id)
    CROSS JOIN LATERAL (
      SELECT * FROM access_records AS record
      WHERE organization_id = ${organizationId} AND subject_type = subject.type
        AND subject_id = subject.id AND viewer_id <> ${userId} ${following}
        AND (subject.type <> 'team' OR EXISTS (
          SELECT FROM team_memberships AS membership
          WHERE membership.organization_id = ${organizationId} AND membership.user_id = ${userId}
            AND membership.team_id = subject.id
            AND membership.since < record.hour + interval '1 hour'
            AND (membership.until IS NULL OR membership.until >= record.hour)
        ))
      ORDER BY hour DESC, id DESC LIMIT ${limit}
    ) AS look
    JOIN users AS viewer ON viewer.organization_id = look.organization_id
      AND viewer.id = look.viewer_id
    ORDER BY look.hour DESC, look.id DESC LIMIT ${limit}`);
  return rows.map(readLook);
}

type LookRow = {
  id: bigint;
  hour: Date;
  subject_type: AccessSubject["type"];
  surface: string;
  viewer_id: number;
  username: string;
  display_name: string;
  alias: string;
};

function readLook(row: LookRow): MemberView {
  return {
    id: row.id,
    hour: row.hour,
    subject: row.subject_type,
    surface: row.surface,
    viewer: {
      userId: row.viewer_id,
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
    },
  };
}
