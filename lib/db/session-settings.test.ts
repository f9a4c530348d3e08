import { describe, expect, it } from "vitest";
import { parseConnectionUrl } from "./connection-url";
import { requireSessionSettings, SessionSettingsError, toStartupOptions } from "./session-settings";

const url = "postgresql://me@db.example.org/pts";
const target = (search = "") => parseConnectionUrl(`${url}${search}`);

/** A client that responds with these settings, and with those that the service needs. */
function createClient(settings: Readonly<Record<string, string>> = {}, version = 15) {
  const needed = Object.fromEntries(
    (toStartupOptions(target()) ?? "").split("-c ").map((option) => option.trim().split("=")),
  );
  const session: Record<string, string> = { ...needed, ...settings };
  return {
    query: async ({ values: [names = []] }: { readonly values: string[][] }) => {
      const rows = [
        { role: '"My user"', values: names.map((name) => session[name] ?? ""), version },
      ];
      return await Promise.resolve({ rows });
    },
  };
}

describe("the settings of a database session", () => {
  it("are startup options of a direct connection, of which the URL may set others", () => {
    expect(toStartupOptions(target())).toBe(
      "-c timezone=UTC -c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s -c jit=off -c plan_cache_mode=force_custom_plan",
    );
    const own = toStartupOptions(target("?schema=tracking&options=-c%20statement_timeout%3D5s"));
    expect(own).toContain("-c search_path=tracking");
    expect(own?.match(/statement_timeout=\w+/g)).toEqual(["statement_timeout=5s"]);
  });

  it("are no startup options through a pooler, which rejects or drops them", () => {
    expect(toStartupOptions(target("?pgbouncer=true"))).toBeUndefined();
  });

  it("are few in the embedded database, which hangs with timeouts", () => {
    const embedded = parseConnectionUrl("postgresql://pts-embedded:key@127.0.0.1:1/postgres");
    expect(toStartupOptions(embedded)).toBe("-c timezone=UTC");
  });
});

describe("a new connection", () => {
  it("is accepted with the settings that the service needs", async () => {
    await requireSessionSettings(createClient(), target("?pgbouncer=true"));
    const own = target("?options=-c%20jit%3Don");
    await requireSessionSettings(createClient({ jit: "on" }), own);
    const pooled = target("?pgbouncer=true&options=-c%20jit%3Don");
    await expect(requireSessionSettings(createClient({ jit: "on" }), pooled)).rejects.toThrow(
      "SET jit TO 'off';",
    );
  });

  it("is rejected when the server is older than PostgreSQL 15", async () => {
    const connect = requireSessionSettings(createClient({}, 14), target());
    await expect(connect).rejects.toThrow(
      "The database server is PostgreSQL 14, but the service needs 15 or newer.",
    );
  });

  it("is rejected with the statements that set the others, in one line", async () => {
    const client = createClient({ timezone: "Europe/Berlin", lock_timeout: "0" });
    const error: unknown = await requireSessionSettings(client, target("?pgbouncer=true")).catch(
      (one: unknown) => one,
    );
    expect(error).toBeInstanceOf(SessionSettingsError);
    expect(String(error)).toContain(
      `: ALTER ROLE "My user" SET timezone TO 'UTC'; ALTER ROLE "My user" SET lock_timeout TO '10s';`,
    );
    expect(String(error)).not.toContain("\n");
  });
});
