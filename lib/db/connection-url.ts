/** The user in the URL of an embedded database, by which a process that has only the URL knows it. */
export const embeddedUser = "pts-embedded";

/** Parameters that only Prisma knows; a server rejects them as unknown settings. */
const prismaParameters = ["schema", "connection_limit", "pool_timeout", "pgbouncer"] as const;

export type ConnectionTarget = {
  readonly isEmbedded: boolean;
  /** The URL for PostgreSQL's drivers. */
  readonly connectionString: string;
  /** The parameter `schema`; null: the server's default. */
  readonly schema: string | null;
  /**
   * Whether a pooler such as PgBouncer is between, whose clients change connections: no statement may be prepared, and
   * there are no startup options.
   */
  readonly isPooled: boolean;
  /** Command-line options for the server's session, from the parameter `options`; may be empty. */
  readonly sessionOptions: string;
};

/** @throws TypeError for a text that is not a URL; lib/env.ts rejects it before. */
export function parseConnectionUrl(url: string): ConnectionTarget {
  const address = new URL(url);
  const schema = address.searchParams.get("schema");
  const sessionOptions = address.searchParams.get("options") ?? "";
  const isPooled = address.searchParams.get("pgbouncer") === "true";
  for (const name of [...prismaParameters, "options"]) {
    address.searchParams.delete(name);
  }
  return {
    isEmbedded: decodeURIComponent(address.username) === embeddedUser,
    connectionString: address.href,
    schema,
    isPooled,
    sessionOptions,
  };
}
