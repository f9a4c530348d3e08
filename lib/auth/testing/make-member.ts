import { hashPassword } from "@/lib/auth/password/password";
import type { Role } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { makeUniqueName } from "@/lib/testing/unique-name";

export type CreatedTestMember = {
  readonly organizationId: number;
  readonly userId: number;
  readonly email: string;
  /** `organization/username`. */
  readonly name: string;
  readonly password: string;
};

/** Creates a member with a unique password, in a new organization unless one is passed. */
export async function makeMember(
  database: Database,
  { role = "employee", organizationId }: { role?: Role; organizationId?: number } = {},
): Promise<CreatedTestMember> {
  const unique = makeUniqueName();
  const organization =
    organizationId === undefined
      ? await database.organization.create({
          data: { slug: `test-${unique}`, name: "Test", timeZone: "Europe/Berlin" },
        })
      : await database.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const password = `right-${unique}`;
  const email = `${unique}@example.org`;
  const user = await database.user.create({
    data: {
      organizationId: organization.id,
      username: `member_${unique}`,
      email,
      displayName: "Test Member",
      role,
      passwordHash: await hashPassword(password),
    },
  });
  return {
    organizationId: organization.id,
    userId: user.id,
    email,
    name: `${organization.slug}/${user.username}`,
    password,
  };
}
