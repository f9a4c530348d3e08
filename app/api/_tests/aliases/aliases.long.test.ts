import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { reportFigure } from "@/scripts/test/report-figure";
import type { AliasFinding } from "./alias-promises";

const HISTORIES = 200;
const HISTORIES_WITHOUT_GUARD = 10;

type Guards = typeof import("@/lib/performance/access/privacy-mode");
type Guard = keyof typeof unguarded;

const guards = "@/lib/performance/access/privacy-mode";
const named = { privacyMode: "named" } as const;

/** What takes the place of each guard that is switched off. */
const unguarded = {
  names: ({ serializeName }: Guards) => ({
    serializeName: ({ actor }: Parameters<typeof serializeName>[0], member: NamedMember) =>
      serializeName({ actor, organization: named }, member),
  }),
  texts: () => ({ showsText: () => true }),
  searches: () => ({ showsNames: () => true }),
  "share links": () => ({ allowsShareLinks: () => true, requireShareLinks: () => undefined }),
};
type NamedMember = Parameters<Guards["serializeName"]>[1];

const resetModules = () => {
  vi.doUnmock(guards);
  vi.resetModules();
};
beforeEach(() => {
  resetModules();
  // A new copy of it would begin again with the first name.
  vi.doMock("@/lib/testing/unique-name", () => ({ makeUniqueName }));
});
afterEach(async () => {
  const { closeWorlds } = await import("@/lib/performance/testing/open-api-worlds");
  await closeWorlds();
  resetModules();
});

function switchOff(guard: Guard): void {
  vi.doMock(guards, async (importOriginal) => {
    const original = await importOriginal<Guards>();
    return { ...original, ...unguarded[guard](original) };
  });
}

const listPromises = (findings: readonly AliasFinding[]) =>
  new Set(findings.map(({ promise }) => promise));

describe("a reader who keeps everything that they read under aliases", () => {
  it(`finds nothing that ties an alias to a person, in ${HISTORIES} random histories`, async () => {
    const { attackAliases } = await import("./attack-aliases");
    const { findings, compared } = await attackAliases({ histories: HISTORIES, seed: 11 });
    expect(findings).toEqual([]);
    expect(compared).toBeGreaterThan(10 * HISTORIES);
    reportFigure("aliases", `${HISTORIES} histories, ${compared} responses compared, no finding`);
  });

  it.each([
    ["names", "no name"],
    ["texts", "no name"],
    ["searches", "no search by name"],
    ["share links", "no public figures"],
  ] as const)("finds something without the guard of %s", async (guard, promise) => {
    switchOff(guard);
    const { attackAliases } = await import("./attack-aliases");
    const { findings } = await attackAliases({ histories: HISTORIES_WITHOUT_GUARD, seed: 12 });
    expect(listPromises(findings)).toContain(promise);
  });

  it.each([
    ["is made of the name", "no trace of a name"],
    ["is another one each day", "one alias"],
  ] as const)("finds an alias that %s", async (broken, promise) => {
    const { attackAliases } = await import("./attack-aliases");
    const attack = { histories: HISTORIES_WITHOUT_GUARD, seed: 13, broken };
    const { findings } = await attackAliases(attack);
    expect(listPromises(findings)).toContain(promise);
  });
});
