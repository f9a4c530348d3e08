/** The user in the address of an embedded database: how a process that is only given an address knows it. */
export const embeddedUser = "pts-embedded";

/** Parameters that only Prisma knows; a server refuses them as unknown settings. */
const prismaParameters = ["schema", "connection_limit", "pool_timeout", "pgbouncer"] as const;

export type ConnectionTarget = {
  readonly isEmbedded: boolean;
  /** The address as PostgreSQL's drivers take it. */
  readonly connectionString: string;
  /** What the address asks for in `schema`; null: the server's default. */
  readonly schema: string | null;
  /** Command-line options for the server's session, from `options` in the address; may be empty. */
  readonly sessionOptions: string;
};

/** @throws TypeError when the text is no address at all; lib/env.ts has refused such a one before. */
export function parseConnectionUrl(url: string): ConnectionTarget {
  const address = new URL(url);
  const schema = address.searchParams.get("schema");
  const sessionOptions = address.searchParams.get("options") ?? "";
  for (const name of [...prismaParameters, "options"]) {
    address.searchParams.delete(name);
  }
  return {
    isEmbedded: decodeURIComponent(address.username) === embeddedUser,
    connectionString: address.href,
    schema,
    sessionOptions,
  };
}
