import { type AccessCase, listCases, type Targets } from "@/app/api/_tests/access-cases";
import { type Actor, makeActors } from "@/app/api/_tests/actors";
import { callRoute, toComparableText } from "@/app/api/_tests/call-route";
import { type FoundRoute, findRoutes } from "@/app/api/_tests/route-tree";
import { sendCase } from "@/app/api/_tests/send-case";
import { isPersonal } from "@/lib/performance/access/permissions";
import { makeShareLink, setPrivacyMode } from "@/lib/performance/testing/make-api-world";
import { type AliasEvent, findPerson, type Look, playAliasEvent } from "./alias-history";
import type { AliasFinding } from "./alias-promises";
import {
  listKnownIds,
  listTextsOf,
  listWords,
  type MemberWords,
  readStored,
  restoreWords,
  swapWords,
} from "./member-words";

/** Where administrators manage people by name, in every mode. */
const administration =
  /\/(members|teams|skills|organization|imports|import-mappings|connections|service-accounts|jobs)\b/;

/** Whose figures are viewed is recorded by reads, so these are read last. */
const recordsOfReads = /access-log|everything/;

const ALIAS = /^member-[0-9a-f]{16}$/;

/** A rule of aliases that is broken on purpose. */
export type BrokenAlias = "is made of the name" | "is another one each day";

type Read = { readonly name: string; readonly send: () => Promise<Response> };

/**
 * Reads what each role may read under aliases, during random histories, and looks for what ties an alias to a person:
 * the words of others; responses that are others when the words are others; aliases that change.
 */
export class AliasAdversary {
  readonly findings: AliasFinding[] = [];
  /** How many responses were compared. */
  compared = 0;
  /** By word, the members who ever had it. */
  readonly #owners = new Map<string, Set<number>>();
  readonly #aliases = new Map<number, string>();

  private constructor(
    readonly targets: Targets,
    readonly routes: readonly FoundRoute[],
    readonly readers: readonly Actor[],
    readonly broken: BrokenAlias | null,
  ) {}

  static async create(targets: Targets, broken: BrokenAlias | null = null) {
    const actors = await makeActors(targets.home);
    const readers = actors.filter(({ isValid, scopes }) => isValid && scopes === null);
    return new AliasAdversary(targets, await findRoutes(), readers, broken);
  }

  async play(history: readonly AliasEvent[]): Promise<void> {
    for (const event of history) {
      if (event.type === "look") await this.#look(event);
      else await playAliasEvent(this.targets.home, event);
      this.#remember(listWords(await readStored(this.targets.home)));
    }
  }

  #remember(all: readonly MemberWords[]): void {
    for (const { userId, words } of all) {
      for (const word of words) {
        this.#owners.set(word, (this.#owners.get(word) ?? new Set()).add(userId));
      }
    }
  }

  async #look(look: Look): Promise<void> {
    const { home } = this.targets;
    await setPrivacyMode(home, "pseudonymous");
    const reader = at(this.readers, look.reader);
    const readerId = home.members[reader.key ?? "admin"].userId;
    await this.#breakAliases();
    const kept = await readStored(home);
    this.#remember(listWords(kept));
    const reads = await this.#listReads(look, reader, readerId);
    const known = await listKnownIds(home, readerId);
    const own = new Set(listTextsOf(kept, known));
    const before = await readAll(reads);
    await swapWords(home, readerId, known);
    await this.#breakAliases();
    const after = await readAll(reads);
    await restoreWords(home, kept);
    for (const [index, text] of before.entries()) {
      const name = reads[index]?.name ?? "";
      this.compared += 1;
      this.#findWords(name, text, { readerId, own });
      this.#findAliases(name, text, readerId);
      if (text !== after[index]) this.#report("no trace of a name", `${name}: ${text}`);
    }
  }

  async #breakAliases(): Promise<void> {
    if (this.broken === null) return;
    const { database, organizationId } = this.targets.home.context;
    const isOfName = this.broken === "is made of the name";
    await database.$executeRaw`
      UPDATE users SET alias = 'member-' || substr(md5(
        CASE WHEN ${isOfName} THEN username ELSE ${`${this.compared}`} || id END), 1, 16)
      WHERE organization_id = ${organizationId} AND erased_at IS NULL`;
  }

  async #listReads(look: Look, reader: Actor, readerId: number): Promise<readonly Read[]> {
    const routes = this.routes.filter(
      ({ method, path, declaration }) =>
        method === "GET" && isPersonal(declaration.access) && !administration.test(path),
    );
    const all = listCases(routes, [reader]);
    const chosen = [...new Set(look.cases.map((number) => at(all, number)))].sort(
      (left, right) => Number(isRecord(left)) - Number(isRecord(right)),
    );
    return [
      ...(await this.#listProbes(look, reader, readerId)),
      ...chosen.map((one) => ({ name: one.name, send: () => sendCase(this.targets, one) })),
    ];
  }

  /** Requests that name another member, and one without credentials for their widget. */
  async #listProbes(look: Look, reader: Actor, readerId: number): Promise<readonly Read[]> {
    const { home } = this.targets;
    const victim = await findPerson(home, look.victim);
    if (victim.id === readerId || victim.erasedAt !== null) return [];
    const { id: userId, username, displayName } = victim;
    const work = { organizationId: home.organizationId, userId };
    const task = await home.context.database.assignment.findFirst({ where: work });
    const link = await makeShareLink(home, userId);
    const { headers } = reader;
    const probe = (path: string, parameters: Record<string, string | number>, asReader = true) => ({
      name: `${path} ${JSON.stringify(parameters)} as ${asReader ? reader.name : "anyone"}`,
      send: () =>
        callRoute(this.#getRoute("GET", path), { parameters, ...(asReader && { headers }) }),
    });
    const write = (body: object) => ({
      name: `POST assignments ${JSON.stringify(body)} as ${reader.name}`,
      send: () =>
        callRoute(this.#getRoute("POST", "/api/performance/assignments"), { headers, body }),
    });
    // Who manages members by name may name them.
    const isAdmin = reader.role === "admin";
    const key = { external_id: task?.externalId ?? "none" };
    const leaderboard = "/api/performance/team/leaderboard";
    return [
      probe(leaderboard, { search: username }),
      probe(leaderboard, { search: displayName.slice(0, 6) }),
      probe("/api/performance/user/{id}/widget", { id: userId, link }, false),
      ...(isAdmin ? [] : [probe("/api/performance/assignments", key)]),
      ...(isAdmin ? [] : [write({ title: "Probe", assignee: username })]),
    ];
  }

  #getRoute(method: string, path: string): FoundRoute {
    const route = this.routes.find((one) => one.method === method && one.path === path);
    if (route === undefined) throw new Error(`There is no ${method} ${path}.`);
    return route;
  }

  /** What the request itself named is in no response either. */
  #findWords(
    name: string,
    text: string,
    { readerId, own }: { readonly readerId: number; readonly own: ReadonlySet<string> },
  ): void {
    if (name.includes("/widget") && text.startsWith("200")) {
      this.#report("no public figures", name);
    }
    for (const [word, owners] of this.#owners) {
      if (owners.has(readerId) || own.has(word) || !text.includes(word)) continue;
      this.#report("no name", `${name}: ${word}`);
    }
    if (/search=|"search"/.test(name) && /"user_id":/.test(text)) {
      const found = listPeople(text).filter(({ userId }) => userId !== readerId);
      if (found.length > 0) this.#report("no search by name", name);
    }
  }

  #findAliases(name: string, text: string, readerId: number): void {
    for (const { userId, username } of listPeople(text)) {
      if (userId === readerId || username === "average") continue;
      const first = this.#aliases.get(userId) ?? username;
      this.#aliases.set(userId, first);
      const isErased = username === `erased-${userId}`;
      const isOfAnother = [...this.#aliases].some(
        ([id, alias]) => id !== userId && alias === username,
      );
      if (isErased || (ALIAS.test(username) && username === first && !isOfAnother)) continue;
      this.#report("one alias", `${name}: ${userId} is ${username}, was ${first}`);
    }
  }

  #report(promise: AliasFinding["promise"], text: string): void {
    this.findings.push({ promise, text: text.slice(0, 2000) });
  }
}

/** Everything but when a file was made, and the version of a row, which a swap writes. */
async function readAll(reads: readonly Read[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { send } of reads) {
    const text = await toComparableText(await send());
    texts.push(
      text.replace(/^etag: .*$/m, "").replace(/"export_date":\s*"[^"]*"/, '"export_date":""'),
    );
  }
  return texts;
}

function isRecord({ route }: AccessCase): boolean {
  return recordsOfReads.test(route.path);
}

function at<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error("There is nothing to choose from.");
  return item;
}

/** All who are named in a JSON body, at any depth. */
function listPeople(text: string): readonly { userId: number; username: string }[] {
  const start = text.indexOf("\n{");
  if (start === -1) return [];
  const found: { userId: number; username: string }[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { user_id: userId, username } = Object.fromEntries(Object.entries(node));
    if (typeof userId === "number" && typeof username === "string")
      found.push({ userId, username });
    for (const child of Object.values(node)) visit(child);
  };
  try {
    visit(JSON.parse(text.slice(start + 1)));
  } catch {
    return [];
  }
  return found;
}
