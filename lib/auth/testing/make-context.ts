import type { CreatedTestMember } from "@/lib/auth/testing/make-member";
import { type Context, createSystemContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { frozenNow } from "@/lib/testing/frozen-now";

/** The command line's context in the organization of a test member. */
export function makeSystemContext(
  database: Database,
  { organizationId }: CreatedTestMember,
): Context {
  return createSystemContext(
    { database, now: frozenNow, requestId: "test" },
    {
      id: organizationId,
      slug: "test",
      name: "Test",
      timeZone: "Europe/Berlin",
      privacyMode: "named",
      employeeLeaderboard: false,
      noticeDays: 14,
      anonymityThreshold: 5,
      retentionMonths: 36,
      corsOrigins: [],
    },
  );
}
