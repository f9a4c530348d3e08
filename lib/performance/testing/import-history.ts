import type { Context } from "@/lib/context";
import { readAssignments } from "@/lib/ingest/read-assignments";
import { importAssignments } from "@/lib/performance/imports/import-assignments";

const DAY = 86_400_000;
const WEEKS = 100;

/** Imports this many completions for each of this many members, spread over two years. */
export function importHistory(context: Context, members: number, completionsEach: number) {
  const { timeZone } = context.organization;
  return importAssignments(context, {
    rows: readAssignments(toLines(context, members, completionsEach), {
      timeZone,
      now: context.now,
    }),
    format: "ndjson",
    createMembers: true,
    dryRun: false,
  });
}

async function* toLines({ now }: Context, members: number, completionsEach: number) {
  const toIso = (time: number) => new Date(time).toISOString();
  for (let member = 1; member <= members; member += 1) {
    const lines = Array.from({ length: completionsEach }, (_, index) => {
      const share = (index * 7919 + member * 104_729) % 10_007;
      const completedAt = now.getTime() - DAY - (share / 10_007) * WEEKS * 7 * DAY;
      return JSON.stringify({
        external_id: `task-${member}-${index}`,
        title: `Task ${index} of ${member}`,
        assignee: `member-${member}`,
        assigned_at: toIso(completedAt - ((share % 9) + 1) * DAY),
        ...(index % 10 > 0 && { due_at: toIso(completedAt + ((share % 5) - 1) * DAY) }),
        completed_at: toIso(completedAt),
        difficulty: (share % 1001) / 100,
        ...(index % 3 > 0 && { skill_match: (share % 10_001) / 10_000 }),
      });
    });
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}
