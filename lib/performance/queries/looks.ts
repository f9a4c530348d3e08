import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AccessSubject } from "./access-records";

/** That somebody looked at a member, at their team or at the whole organization. */
export type Look = {
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
export type LookPosition = { readonly hour: Date; readonly id: bigint };

/** Who looked at what a member is part of, but for themself, newest first. */
export async function listLooksAt(
  database: Database | Transaction,
  organizationId: number,
  member: { readonly userId: number; readonly teamId: number | null },
  { after, limit }: { readonly after: LookPosition | null; readonly limit: number },
): Promise<readonly Look[]> {
  const following =
    after === null ? Prisma.empty : Prisma.sql`AND (hour, id) < (${after.hour}, ${after.id})`;
  const rows = await database.$queryRaw<LookRow[]>(Prisma.sql`
    SELECT look.id, look.hour, look.subject_type::text, look.surface,
      viewer.id AS viewer_id, viewer.username, viewer.display_name, viewer.alias
    FROM (VALUES ('member'::"AccessSubject", ${member.userId}::int), ('team', ${member.teamId}::int),
      ('organization', ${organizationId}::int)) AS subject (type, id)
    CROSS JOIN LATERAL (
      SELECT * FROM access_records
      WHERE organization_id = ${organizationId} AND subject_type = subject.type
        AND subject_id = subject.id AND viewer_id <> ${member.userId} ${following}
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

function readLook(row: LookRow): Look {
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
