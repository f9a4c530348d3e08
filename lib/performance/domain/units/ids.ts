declare const table: unique symbol;

/**
 * An id of one table. Ids of two tables do not mix: a member's id is no skill's id. A plain number is the id of any
 * table, so that a path, a file or a test needs no cast.
 */
type Id<Value extends number | bigint, Table extends string> = Value & {
  readonly [table]?: Table;
};

export type OrganizationId = Id<number, "organizations">;
export type TeamId = Id<number, "teams">;
export type MemberId = Id<number, "users">;
export type ServiceAccountId = Id<number, "service_accounts">;
/** Who acts: a member or a service account, whose ids are never the same. */
export type ActorId = MemberId | ServiceAccountId;
export type SkillId = Id<number, "skills">;
export type AssignmentId = Id<bigint, "assignments">;
export type AssignmentChangeId = Id<bigint, "assignment_changes">;
export type LedgerEntryId = Id<bigint, "performance_logs">;
export type ContestId = Id<bigint, "contests">;
