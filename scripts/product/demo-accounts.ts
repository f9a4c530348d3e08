import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An entry of demo-accounts.json, which the demo writes at its first start. */
export type DemoAccount = {
  readonly organization: string;
  readonly username: string;
  readonly email: string | null;
  readonly role: "employee" | "team_lead" | "manager" | "auditor" | "admin";
  readonly password: string;
};

/**
 * The first account with this role in a data folder, or the one with this username.
 * @throws Error when the folder has no such account
 */
export function findDemoAccount(
  dataDirectory: string,
  role: DemoAccount["role"],
  username?: string,
): DemoAccount {
  const file = join(dataDirectory, "demo-accounts.json");
  const account = parseAccounts(JSON.parse(readFileSync(file, "utf8")), file).find(
    (candidate) =>
      candidate.role === role && (username === undefined || candidate.username === username),
  );
  if (account === undefined) {
    throw new Error(
      `The demo has no ${role}${username === undefined ? "" : ` named ${username}`}.`,
    );
  }
  return account;
}

function parseAccounts(content: unknown, file: string): readonly DemoAccount[] {
  const fields = ["organization", "username", "role", "password"];
  const isAccount = (value: unknown): value is DemoAccount =>
    typeof value === "object" && value !== null && fields.every((field) => field in value);
  if (!Array.isArray(content) || !content.every(isAccount)) {
    throw new Error(`${file} is not a list of demo accounts.`);
  }
  return content;
}
