import "server-only";
import type { OrganizationSettings, PublicContext } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, type InvalidParam } from "@/lib/errors";
import {
  DEFAULT_DUE_RULE,
  DEFAULT_MINIMUM_SAMPLE,
  DEFAULT_WEIGHTS,
} from "@/lib/performance/domain/scoring/policy";
import { isTimeZone, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { insertPolicy } from "@/lib/performance/ledger/queries/policies";
import {
  isName,
  isSlug,
  MAX_NAME_LENGTH,
  MAX_SLUG_LENGTH,
} from "@/lib/performance/members/member-rules";
import { insertOrganization } from "@/lib/performance/members/queries/organizations";

export type NewOrganization = {
  /** 1–63 lower-case letters, digits and hyphens. */
  readonly slug: string;
  readonly name: string;
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
};

/**
 * Creates an organization with the published weights as its first policy.
 * @throws AppError as `createOrganizationWith`.
 */
export function createOrganization(
  context: PublicContext,
  input: NewOrganization,
): Promise<OrganizationSettings> {
  return createOrganizationWith(context, input, async (_transaction, organization) => organization);
}

/**
 * Creates an organization and runs `andThen` in the same transaction: both succeed, or neither.
 * @throws AppError `invalid_request` for an invalid field, `conflict` for a slug that is taken.
 */
export async function createOrganizationWith<Made>(
  context: PublicContext,
  input: NewOrganization,
  createRelated: (transaction: Transaction, organization: OrganizationSettings) => Promise<Made>,
): Promise<Made> {
  const organization = { ...input, name: input.name.trim(), createdAt: context.now };
  requireFields(organization);
  return withTransaction(context.database, async (transaction) => {
    const inserted = await insertOrganization(transaction, organization);
    if (inserted === null) {
      throw new AppError("conflict", `An organization “${input.slug}” already exists.`);
    }
    await insertPolicy(
      transaction,
      inserted.id,
      {
        version: 1,
        weights: DEFAULT_WEIGHTS,
        minimumSample: DEFAULT_MINIMUM_SAMPLE,
        dueRule: DEFAULT_DUE_RULE,
        effectiveOn: toLocalDate(context.now, inserted.timeZone),
      },
      { createdBy: null, createdAt: context.now },
    );
    return createRelated(transaction, inserted);
  });
}

function requireFields({ slug, name, timeZone }: NewOrganization): void {
  const invalidParams: readonly InvalidParam[] = [
    ...(isSlug(slug)
      ? []
      : [
          {
            name: "slug",
            reason: `must have 1 to ${MAX_SLUG_LENGTH} lower-case letters, digits and hyphens`,
          },
        ]),
    ...(isName(name)
      ? []
      : [{ name: "name", reason: `must have 1 to ${MAX_NAME_LENGTH} characters` }]),
    ...(isTimeZone(timeZone)
      ? []
      : [{ name: "time_zone", reason: "must be the name of a time zone, such as Europe/Berlin" }]),
  ];
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map((param) => `${param.name} ${param.reason}`).join("; ");
    throw new AppError("invalid_request", `No organization was created: ${reasons}.`, {
      invalidParams,
    });
  }
}
