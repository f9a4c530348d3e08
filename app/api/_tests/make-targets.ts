import {
  findSkillId,
  makeBadge,
  makeDeletable,
  makeFailedJob,
  makeShareLink,
  memberKeys,
  type World,
} from "@/lib/performance/testing/make-api-world";
import {
  makeConnection,
  makeConnectionPerson,
  makeStoredDelivery,
} from "@/lib/performance/testing/make-connection";
import { openWorld } from "@/lib/performance/testing/open-api-worlds";
import type { Targets } from "./access-cases";

/** Creates two organizations with the resources that the requests name. */
export async function makeTargets({ foreignWord = "foreign" } = {}): Promise<Targets> {
  const home = await openWorld("home");
  const foreign = await openWorld(foreignWord);
  const colleague = home.members.colleague.userId;
  await makeBadge(home, colleague, "top_performer");
  const stranger = foreign.members.colleague.userId;
  return {
    home,
    foreign,
    skills: { home: await findSkillId(home), foreign: await findSkillId(foreign) },
    tokens: {
      colleague: await makeDeletable(home, "token", colleague),
      foreign: await makeDeletable(foreign, "token", stranger),
    },
    serviceAccounts: {
      home: await makeDeletable(home, "serviceAccount", colleague),
      foreign: await makeDeletable(foreign, "serviceAccount", stranger),
    },
    sessions: {
      colleague: await makeDeletable(home, "session", colleague),
      foreign: await makeDeletable(foreign, "session", stranger),
    },
    shareLinks: {
      colleague: await makeDeletable(home, "shareLink", colleague),
      foreign: await makeDeletable(foreign, "shareLink", stranger),
    },
    jobs: { home: await makeFailedJob(home), foreign: await makeFailedJob(foreign) },
    proposals: {
      home: await makeDeletable(home, "proposal", colleague),
      foreign: await makeDeletable(foreign, "proposal", stranger),
    },
    imports: {
      home: await makeDeletable(home, "import", colleague),
      foreign: await makeDeletable(foreign, "import", stranger),
    },
    importMappings: {
      home: await makeDeletable(home, "importMapping", colleague),
      foreign: await makeDeletable(foreign, "importMapping", stranger),
    },
    connections: {
      home: await makeConnectionTargets(home),
      foreign: await makeConnectionTargets(foreign),
    },
    links: {
      widget: await makeShareLink(home, colleague, { shares: "widget" }),
      badges: await makeShareLink(home, colleague, { shares: "badges" }),
    },
    recordsOfMembers: {
      contest: await makeForMembers([home, foreign], "contest"),
      decision: await makeForMembers([home, foreign], "decision"),
      contestedDecision: await makeForMembers([home, foreign], "contestedDecision"),
    },
  };
}

async function makeConnectionTargets({ context }: World) {
  return {
    connection: (await makeConnection(context, "github")).id,
    delivery: await makeStoredDelivery(context),
    connectionPerson: await makeConnectionPerson(context),
  };
}

/** Creates a record about each member; contests are about entries that the matrix does not contest itself. */
async function makeForMembers(
  worlds: readonly World[],
  kind: "contest" | "decision" | "contestedDecision",
): Promise<ReadonlyMap<number, number>> {
  const made = new Map<number, number>();
  for (const world of worlds) {
    for (const key of memberKeys) {
      const { userId } = world.members[key];
      made.set(userId, await makeDeletable(world, kind, userId));
    }
  }
  return made;
}
