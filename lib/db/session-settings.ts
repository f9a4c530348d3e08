import type { ConnectionTarget } from "@/lib/db/connection-url";

type Setting = { readonly name: string; readonly value: string };

/** Prisma's adapter writes and reads instants as if every session were in UTC. */
const everySession: readonly Setting[] = [{ name: "timezone", value: "UTC" }];

/**
 * The embedded database hangs with these; it ends an idle transaction by itself. The just-in-time compiler is off: for
 * a statement over a thousand members it takes longer than the statement. A prepared statement is parsed once but
 * planned for its values: one plan for all organizations reads those of a large one beside many small ones for minutes.
 */
export const serverSession: readonly Setting[] = [
  { name: "statement_timeout", value: "30s" },
  { name: "lock_timeout", value: "10s" },
  { name: "idle_in_transaction_session_timeout", value: "30s" },
  { name: "jit", value: "off" },
  { name: "plan_cache_mode", value: "force_custom_plan" },
];

/** The settings of the sessions of a target, without those that the URL of a direct connection sets itself. */
function listSettings({
  isEmbedded,
  isPooled,
  schema,
  sessionOptions,
}: ConnectionTarget): Setting[] {
  const settings = [
    ...everySession,
    ...(isEmbedded ? [] : serverSession),
    ...(schema === null ? [] : [{ name: "search_path", value: schema }]),
  ];
  const isSet = (name: string) => new RegExp(`(?:-c *|--)${name}=`, "i").test(sessionOptions);
  return settings.filter(({ name }) => isPooled || !isSet(name));
}

/** The startup options of a connection; undefined through a pooler, which rejects or drops them. */
export function toStartupOptions(target: ConnectionTarget): string | undefined {
  if (target.isPooled) return undefined;
  const options = listSettings(target).map(({ name, value }) => `-c ${name}=${value}`);
  return [...options, target.sessionOptions].filter((option) => option !== "").join(" ");
}

/** The sessions of the database differ from what the service needs. Its message has the statements to run. */
export class SessionSettingsError extends Error {
  override readonly name = "SessionSettingsError";
}

type Client = {
  readonly query: (statement: { text: string; values: string[][] }) => Promise<{
    readonly rows: readonly { role: string; values: string[]; version: number }[];
  }>;
};

/** The oldest major version of PostgreSQL. */
const OLDEST_VERSION = 15;

/**
 * Compares the settings of a new connection, which a pooler or its role may have set otherwise.
 * @throws SessionSettingsError with the statements that set them for the role, or for a server that is too old.
 */
export async function requireSessionSettings(
  client: Client,
  target: ConnectionTarget,
): Promise<void> {
  const settings = listSettings(target);
  const { rows } = await client.query({
    text: "SELECT quote_ident(current_user) AS role, div(current_setting('server_version_num')::numeric, 10000)::integer AS version, array(SELECT current_setting(name) FROM unnest($1::text[]) WITH ORDINALITY AS given (name, number) ORDER BY number) AS values",
    values: [settings.map(({ name }) => name)],
  });
  const [row] = rows;
  if (row !== undefined && row.version < OLDEST_VERSION) {
    throw new SessionSettingsError(
      `The database server is PostgreSQL ${row.version}, but the service needs 15 or newer. Upgrade the server, or name another one in DATABASE_URL.`,
    );
  }
  const wrong = settings.filter(({ value }, index) => row?.values[index] !== value);
  if (wrong.length === 0) return;
  const statements = wrong.map(
    ({ name, value }) => `ALTER ROLE ${row?.role} SET ${name} TO '${value}';`,
  );
  throw new SessionSettingsError(
    `The sessions of the database have other settings than the service needs. Run this as an administrator of the database, let the pooler connect again, and start the service again: ${statements.join(" ")}`,
  );
}
