import { z } from "zod";
import { organization } from "@/lib/performance/members/schemas";
import {
  bigIdField,
  cursorParameter,
  idField,
  idParameter,
  instant,
  limitParameter,
} from "@/lib/performance/shared/schemas";

export const proposalParams = z.object({ id: idParameter });

export const proposalsQuery = z.object({ limit: limitParameter(50, 100), cursor: cursorParameter });
export type ProposalsQuery = z.output<typeof proposalsQuery>;

/** Under the alias where the organization is not `named`. */
const person = z.object({
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
});

export const proposal = z.strictObject({
  id: z.number().int(),
  /**
   * A setting by its name; `last_auditor`: to end the only auditor; `reset_link`: to create a link with which a member
   * replaces their password. The member's id is then in `from`. `contest_decision`: to decide a contest about a change
   * that the proposer made; its id is then in `from`.
   */
  setting: z.string(),
  /** The member of a proposal about a member, or who raised the contest; else null. */
  member: person.nullable(),
  from: z.string(),
  to: z.string(),
  /** `void`: its setting changed meanwhile, or it was used up. */
  status: z.enum(["open", "approved", "in_force", "withdrawn", "void"]),
  proposed_by: person,
  proposed_at: instant,
  approved_by: person.nullable(),
  approved_at: instant.nullable(),
  /** The announced instant from which the change is in force. */
  effective_at: instant.nullable(),
  ended_at: instant.nullable(),
  /** Whether the caller may do it now. */
  may_approve: z.boolean(),
  may_withdraw: z.boolean(),
});
export type ProposalResponse = z.infer<typeof proposal>;

export const proposalList = z.strictObject({
  /** Newest first. */
  proposals: z.array(proposal),
  /** Whether a change that lowers protection needs a second person. */
  needs_second_key: z.boolean(),
  /** The role that approves: administrators where the organization never had an auditor. */
  approving_role: z.enum(["auditor", "admin"]),
  notice_days: z.number().int(),
  next_cursor: z.string().nullable(),
});
export type ProposalList = z.infer<typeof proposalList>;

/** The organization as it now is, and what waits for a second person. */
export const proposedOrganization = z.strictObject({
  ...organization.shape,
  proposals: z.array(proposal),
});
export type ProposedOrganization = z.infer<typeof proposedOrganization>;

export const newProposal = z.discriminatedUnion("setting", [
  z.strictObject({
    /** To end the only auditor, or to create a link with which a member replaces their password. */
    setting: z.enum(["last_auditor", "reset_link"]),
    user_id: idField,
  }),
  z.strictObject({
    /** To decide a contest about a change that the caller made, where no other person may decide it. */
    setting: z.literal("contest_decision"),
    contest_id: bigIdField,
  }),
]);
export type NewProposal = z.output<typeof newProposal>;

/** A change that lowers the protection of members, which was approved and is not in force yet. */
export type AnnouncedChange = {
  readonly id: number;
  readonly setting: string;
  readonly to: string;
  /** ISO 8601, UTC. */
  readonly effectiveAt: string;
};
