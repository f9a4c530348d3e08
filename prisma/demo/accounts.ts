import { randomInt } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  DEMO_ACCOUNTS_FILE,
  type DemoAccount,
  writeDemoAccounts,
} from "@/lib/auth/sign-in/demo-accounts";
import { people } from "./people";

/** One of each role, and the two members of the published examples. */
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

/**
 * Reads the accounts of an earlier start, or creates them with new passwords in a file that only its owner can read.
 */
export async function getOrCreateAccounts(
  dataDirectory: string,
  organization: string,
): Promise<readonly DemoAccount[]> {
  const file = join(dataDirectory, DEMO_ACCOUNTS_FILE);
  const existing = await readAccounts(file);
  if (existing !== null) return existing;
  const accounts = usernames.flatMap((username) => {
    const person = people.find((candidate) => candidate.username === username);
    if (person === undefined) return [];
    const { role } = person;
    return [
      { organization, username, email: toEmail(username), role, password: generatePassword() },
    ];
  });
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeDemoAccounts(file, accounts);
  return accounts;
}

async function readAccounts(file: string): Promise<readonly DemoAccount[] | null> {
  try {
    return toAccounts(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

/** Safe because only `writeDemoAccounts` writes the file, atomically. */
function toAccounts(content: unknown): readonly DemoAccount[] {
  return content as readonly DemoAccount[];
}

/** 80 random bits in readable groups. */
function generatePassword(): string {
  const generateGroup = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, generateGroup).join("-");
}
