import { hashPassword } from "@/lib/auth/password/password";
import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";
import { requireSetupCode } from "@/lib/auth/setup/require-setup-code";
import { clearSetupCode } from "@/lib/auth/setup/setup-code";
import type { PublicContext } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { insertNewMember, requireNewMember } from "@/lib/performance/members/create-member";
import {
  createOrganizationWith,
  type NewOrganization,
} from "@/lib/performance/members/create-organization";
import { countOrganizationsInTurn } from "@/lib/performance/members/queries/first-organization";

export type SetupInput = {
  /** The one-time code from the console. */
  readonly code: string;
  readonly organization: NewOrganization;
  readonly administrator: {
    readonly username: string;
    readonly email?: string | null;
    readonly displayName?: string;
    readonly password: string;
  };
};

/**
 * Creates the first organization and its administrator in one transaction. The code from the console proves that the
 * caller runs the server.
 * @throws AppError `conflict` if an organization exists; `rate_limited` for a wrong code after 10 from one network
 * within 15 minutes; `invalid_request` for a wrong code or an invalid field. The code stays valid then.
 */
export async function setUpOrganization(
  context: PublicContext,
  { code, organization, administrator }: SetupInput,
): Promise<{ readonly organizationId: number; readonly userId: MemberId }> {
  const { database, now } = context;
  if (!(await isAwaitingSetup(database))) {
    throw createAlreadySetUpError();
  }
  await requireSetupCode(context, code);
  const { password, ...person } = administrator;
  const checked = requireNewMember({ ...person, role: "admin" });
  const member = { ...checked, passwordHash: await hashPassword(password) };
  const created = await createOrganizationWith(
    context,
    organization,
    async (transaction, { id }) => {
      if ((await countOrganizationsInTurn(transaction)) > 1) {
        throw createAlreadySetUpError();
      }
      const author = { organizationId: id, now, actorId: null };
      const { id: userId } = await insertNewMember(transaction, author, member);
      return { organizationId: id, userId };
    },
  );
  clearSetupCode();
  return created;
}

function createAlreadySetUpError(): AppError {
  return new AppError(
    "conflict",
    "This server already has an organization. Sign in, or ask an administrator for an invitation.",
  );
}
