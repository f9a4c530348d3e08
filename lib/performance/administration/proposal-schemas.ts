import { z } from "zod";
import { organization } from "@/lib/performance/members/organization-schemas";
import {
  bigIdField,
  cursorParameter,
  idField,
  idParameter,
  instant,
  limitParameter,
  person,
} from "@/lib/performance/shared/schemas";

export const proposalParams = z.object({ id: idParameter.describe("The id of the proposal.") });

export const proposalsQuery = z.object({ limit: limitParameter(50, 100), cursor: cursorParameter });
export type ProposalsQuery = z.output<typeof proposalsQuery>;

export const proposal = z
  .strictObject({
    id: z.number().int(),
    setting: z
      .string()
      .describe(
        "A setting by its name; `last_auditor`: to end the only auditor; `reset_link`: to create a link with which a member replaces their password. The member's id is then in `from`. `contest_decision`: to decide a contest about a change that the proposer made; its id is then in `from`.",
      ),
    member: person
      .nullable()
      .describe("The member of a proposal about a member, or who raised the contest; else null."),
    from: z.string(),
    to: z.string(),
    status: z
      .enum(["open", "approved", "in_force", "withdrawn", "void"])
      .describe("`void`: its setting changed meanwhile, or it was used up."),
    proposed_by: person,
    proposed_at: instant,
    approved_by: person.nullable(),
    approved_at: instant.nullable(),
    effective_at: instant
      .nullable()
      .describe("The announced instant from which the change is in force."),
    ended_at: instant.nullable(),
    may_approve: z.boolean().describe("Whether the caller may do it now."),
    may_withdraw: z.boolean(),
  })
  .meta({ id: "Proposal" });
export type ProposalResponse = z.infer<typeof proposal>;

export const proposalList = z
  .strictObject({
    proposals: z.array(proposal).describe("Newest first."),
    needs_second_key: z
      .boolean()
      .describe("Whether a change that lowers protection needs a second person."),
    approving_role: z
      .enum(["auditor", "admin"])
      .describe(
        "The role that approves: administrators where the organization never had an auditor.",
      ),
    notice_days: z.number().int(),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "ProposalList" });
export type ProposalList = z.infer<typeof proposalList>;

/** The organization as it now is, and what waits for a second person. */
export const proposedOrganization = z
  .strictObject({
    ...organization.shape,
    proposals: z.array(proposal),
  })
  .meta({ id: "ProposedOrganization" });
export type ProposedOrganization = z.infer<typeof proposedOrganization>;

export const newProposal = z
  .discriminatedUnion("setting", [
    z.strictObject({
      setting: z
        .enum(["last_auditor", "reset_link"])
        .describe(
          "To end the only auditor, or to create a link with which a member replaces their password.",
        ),
      user_id: idField.describe("The member of the proposal."),
    }),
    z.strictObject({
      setting: z
        .literal("contest_decision")
        .describe(
          "To decide a contest about a change that the caller made, where no other person may decide it.",
        ),
      contest_id: bigIdField.describe("The contest to decide."),
    }),
  ])
  .meta({ id: "NewProposal" });
export type NewProposal = z.output<typeof newProposal>;

/** A change that lowers the protection of members, which was approved and is not in force yet. */
export type AnnouncedChange = {
  readonly id: number;
  readonly setting: string;
  readonly to: string;
  /** ISO 8601, UTC. */
  readonly effectiveAt: string;
};
