import "server-only";
import { expressionBuilder, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Schema } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { AccessSubject } from "@/lib/performance/access/queries/access-records";
import { type NamedActor, toNamedMember } from "@/lib/performance/domain/privacy/named-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { selectNamedActors } from "@/lib/performance/members/queries/named-actors";

/** A view of a member, of their team or of the whole organization. */
export type MemberView = {
  readonly id: bigint;
  readonly hour: Date;
  readonly subject: AccessSubject["type"];
  readonly surface: string;
  /** Null: the operator, by command line. */
  readonly viewer: NamedActor | null;
};

/** The view before a page, newest first. */
export type ViewCursor = { readonly hour: Date; readonly id: bigint };

/** Views by others of a member, of their teams at the time, and of the organization, newest first. */
export async function listViewsOfMember(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  { after, limit }: ViewPage,
): Promise<readonly MemberView[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom(selectSubjects(organizationId, userId).as("subject"))
      .crossJoinLateral(selectViews(organizationId, userId, { after, limit }).as("view"))
      .leftJoin(selectNamedActors(organizationId).as("viewer"), (join) =>
        join
          .onRef("viewer.organization_id", "=", "view.organization_id")
          .onRef("viewer.id", "=", "view.viewer_id"),
      )
      .select(["view.id", "view.hour", "view.subject_type", "view.surface"])
      .select(["viewer.id as viewer_id", "viewer.username", "viewer.display_name", "viewer.alias"])
      .orderBy("view.hour", "desc")
      .orderBy("view.id", "desc")
      .limit(limit),
  );
  return rows.map((row) => ({
    id: row.id,
    hour: row.hour,
    subject: row.subject_type,
    surface: row.surface,
    viewer: toNamedMember(row.viewer_id, row.username, row.display_name, row.alias),
  }));
}

/** The hours in which the operator read a member's data by command line, newest first. */
export async function listReadsByOperator(
  database: Database,
  organizationId: number,
  userId: MemberId,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<readonly Date[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("access_records")
      .select("hour")
      .where("organization_id", "=", organizationId)
      .where("subject_type", "=", "member")
      .where("subject_id", "=", userId)
      .where("viewer_id", "is", null)
      .where("hour", ">=", since)
      .orderBy("hour", "desc")
      .limit(limit),
  );
  return rows.map(({ hour }) => hour);
}

type ViewPage = { readonly after: ViewCursor | null; readonly limit: number };

/** The views of a `subject` by others; of a team while the member was in it. */
function selectViews(organizationId: number, userId: MemberId, { after, limit }: ViewPage) {
  return expressionBuilder<Schema & { subject: AccessSubject }, "subject">()
    .selectFrom("access_records as record")
    .selectAll("record")
    .where("record.organization_id", "=", organizationId)
    .whereRef("record.subject_type", "=", "subject.type")
    .whereRef("record.subject_id", "=", "subject.id")
    .where((eb) => eb("record.viewer_id", "is distinct from", userId))
    .where((eb) =>
      after === null
        ? eb.lit(true)
        : eb(eb.refTuple("record.hour", "record.id"), "<", eb.tuple(after.hour, after.id)),
    )
    .where((eb) => {
      const hourAfter = sql<Date>`${eb.ref("record.hour")} + interval '1 hour'`;
      const membership = eb
        .selectFrom("team_memberships as membership")
        .select("membership.id")
        .where("membership.organization_id", "=", organizationId)
        .where("membership.user_id", "=", userId)
        .whereRef("membership.team_id", "=", "subject.id")
        .where("membership.since", "<", hourAfter)
        .where((one) =>
          one.or([
            one("membership.until", "is", null),
            one("membership.until", ">=", one.ref("record.hour")),
          ]),
        );
      return eb.or([eb("subject.type", "!=", "team"), eb.exists(membership)]);
    })
    .orderBy("record.hour", "desc")
    .orderBy("record.id", "desc")
    .limit(limit);
}

/** The member, the organization, and every team that the member was in. */
function selectSubjects(organizationId: number, userId: MemberId) {
  const ofType = (type: AccessSubject["type"]) =>
    sql<AccessSubject["type"]>`${sql.lit(type)}::"AccessSubject"`.as("type");
  return kysely
    .selectNoFrom([ofType("member"), parameter<"int4", number>(userId, "int4").as("id")])
    .unionAll(
      kysely.selectNoFrom([ofType("organization"), parameter(organizationId, "int4").as("id")]),
    )
    .union(
      kysely
        .selectFrom("team_memberships")
        .select([ofType("team"), "team_memberships.team_id as id"])
        .where("team_memberships.organization_id", "=", organizationId)
        .where("team_memberships.user_id", "=", userId),
    );
}
