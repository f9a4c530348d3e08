import { hashPassword } from "@/lib/auth/password/password";
import { isAwaitingSetup } from "@/lib/auth/setup/awaiting-setup";
import { clearSetupCode, isSetupCode } from "@/lib/auth/setup/setup-code";
import { countSignInAttempt } from "@/lib/auth/sign-in/sign-in-limit";
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
 * @throws AppError `conflict` if an organization exists; `rate_limited` after 10 attempts within 15 minutes;
 * `invalid_request` for a wrong code or an invalid field. The code stays valid then.
 */
export async function setUpOrganization(
  context: PublicContext,
  { code, organization, administrator }: SetupInput,
): Promise<{ readonly organizationId: number; readonly userId: MemberId }> {
  const { database, now } = context;
  if (!(await isAwaitingSetup(database))) {
    throw createAlreadySetUpError();
  }
  await requireAttempt(context);
  if (!isSetupCode(code)) {
    throw new AppError(
      "invalid_request",
      "This is not the code of this server. Nothing was created. The code is on the console of the last start.",
      { invalidParams: [{ name: "code", reason: "must be the code on the server's console" }] },
    );
  }
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

async function requireAttempt({ database, now }: PublicContext): Promise<void> {
  const waitSeconds = await countSignInAttempt(database, "setup", now);
  if (waitSeconds !== null) {
    throw new AppError(
      "rate_limited",
      "Too many attempts to set this server up. Wait a few minutes and try again.",
      { retryAfterSeconds: waitSeconds },
    );
  }
}

function createAlreadySetUpError(): AppError {
  return new AppError(
    "conflict",
    "This server already has an organization. Sign in, or ask an administrator for an invitation.",
  );
}
