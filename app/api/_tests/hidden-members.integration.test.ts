import { afterAll, beforeAll, expect, it } from "vitest";
import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { insertReleases } from "@/lib/performance/releases/testing/insert-releases";
import { setPrivacyMode } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { type AccessCase, listCases, type Targets } from "./access-cases";
import { type Actor, makeActors } from "./actors";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";
import { sendCase } from "./send-case";

const modes: readonly PrivacyMode[] = ["named", "pseudonymous", "aggregate"];

/** Who views whose data is recorded by every read, and is no figure. */
const recordsOfReads = /access-log|everything/;

const routes = (await findRoutes()).filter(
  ({ method, path, declaration }) =>
    method === "GET" && isPersonal(declaration.access) && !recordsOfReads.test(path),
);
let targets: Targets;
let cases: readonly AccessCase[];

beforeAll(async () => {
  targets = await makeTargets();
  const { database, organizationId } = targets.home.context;
  await database.organization.update({
    where: { id: organizationId },
    data: { employeeLeaderboard: false },
  });
  const team = { kind: "team", teamId: targets.home.teamIds.first } as const;
  await insertReleases(targets.home.context, [
    { group: team, month: "2024-04" },
    { group: OTHER_TEAMS, month: "2024-04" },
  ]);
  const actors = (await makeActors(targets.home)).filter(
    ({ isValid, scopes }) => isValid && scopes === null,
  );
  cases = listCases(routes, actors);
});

afterAll(closeWorlds);

type ReadCase = {
  readonly mode: PrivacyMode;
  readonly accessCase: AccessCase;
  readonly text: string;
};

function seesEveryMember(mode: PrivacyMode, { role, leadScope }: Actor): boolean {
  const isTrusted = role === "manager" || role === "admin" || leadScope === "organization";
  return mode !== "aggregate" && isTrusted;
}

/** Of those who may see every member, one is enough: it shows which responses the member changes. */
function isRead(mode: PrivacyMode, actor: Actor): boolean {
  return !seesEveryMember(mode, actor) || (mode === "named" && actor.key === "admin");
}

/** When a file was made differs between two reads. */
const withoutExportDate = (text: string): string =>
  text.replace(/"export_date":\s*"[^"]*"/, '"export_date":""');

async function readAll(): Promise<readonly ReadCase[]> {
  const reads: ReadCase[] = [];
  for (const mode of modes) {
    await setPrivacyMode(targets.home, mode);
    for (const accessCase of cases.filter(({ actor }) => isRead(mode, actor))) {
      const response = await sendCase(targets, accessCase);
      const text = withoutExportDate(await response.text());
      if (response.ok) reads.push({ mode, accessCase, text });
    }
  }
  return reads;
}

/** The member without a team completes something late, which changes every live figure that counts them. */
async function changeHiddenMember(): Promise<void> {
  const { context, members } = targets.home;
  const completedAt = context.now;
  await recordAssignmentsFor(context, [
    {
      ...{ externalId: "hidden", userId: members.teamless.userId, title: "Task", completedAt },
      dueAt: new Date(completedAt.getTime() - 86_400_000),
      difficulty: toDifficultyHundredths(100),
    },
  ]);
}

it("lets no response depend on a member that the viewer may not see, for any role and mode", {
  timeout: 600_000,
}, async () => {
  const before = await readAll();
  await changeHiddenMember();
  const after = await readAll();
  expect(after.length).toBe(before.length);
  const changed = after.filter(({ text }, index) => text !== before[index]?.text);
  const leaks = changed.filter(({ mode, accessCase }) => !seesEveryMember(mode, accessCase.actor));
  expect(leaks.map(({ mode, accessCase }) => `${mode}: ${accessCase.name}`)).toEqual([]);
  const seen = new Set(changed.map(({ accessCase }) => accessCase.route.path));
  expect(seen.size).toBeGreaterThan(8);
  const released = after.filter(({ text }) => text.includes('"released_at":"'));
  expect(new Set(released.map(({ mode }) => mode))).toEqual(new Set(modes));
});
