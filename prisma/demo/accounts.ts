import { randomInt } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DEMO_ACCOUNTS_FILE,
  type DemoAccount,
  writeDemoAccounts,
} from "@/lib/auth/sign-in/demo-accounts";
import { people } from "./people";

/** One of each role, and the two of the published examples. */
const usernames = [
  "john_doe",
  "jane_smith",
  "amara_okafor",
  "carlos_mendes",
  "ingrid_solberg",
] as const;

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

export function toEmail(username: string): string {
  return `${username.replaceAll("_", ".")}@northwind.example`;
}

/** The accounts that one can sign in with, of an earlier attempt or with new passwords, kept where only their owner reads. */
export async function keepAccounts(
  dataDirectory: string,
  organization: string,
): Promise<readonly DemoAccount[]> {
  const file = join(dataDirectory, DEMO_ACCOUNTS_FILE);
  const kept = await readAccounts(file);
  if (kept !== null) return kept;
  const accounts = usernames.flatMap((username) => {
    const person = people.find((candidate) => candidate.username === username);
    if (person === undefined) return [];
    const { role } = person;
    return [{ organization, username, email: toEmail(username), role, password: inventPassword() }];
  });
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeDemoAccounts(file, accounts);
  return accounts;
}

async function readAccounts(file: string): Promise<readonly DemoAccount[] | null> {
  try {
    return asAccounts(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

/** Safe because only `writeDemoAccounts` writes the file, and writes it whole. */
function asAccounts(content: unknown): readonly DemoAccount[] {
  return content as readonly DemoAccount[];
}

/** 80 bits, in groups that can be read aloud. */
function inventPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
