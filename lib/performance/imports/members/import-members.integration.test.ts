import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { writeZip } from "@/lib/ingest/readers/write-zip";
import { listWorkbookEntries } from "@/lib/ingest/testing/write-workbook";
import { makeUniqueName } from "@/lib/testing/unique-name";
import { createMember, createOrganization } from "@/prisma/factories";
import { importMembers } from "./import-members";
import type { MemberFileQuery } from "./schemas";

let database: Database;
let context: Context;
/** Addresses are unique among all organizations. */
let domain: string;

beforeAll(async () => {
  database = await connectDatabase();
});

beforeEach(async () => {
  context = await createOrganization(database);
  domain = `${makeUniqueName()}.example`;
});

function importFile(
  content: string | Uint8Array,
  query: MemberFileQuery = { create_missing: true },
  contentType = "text/csv",
) {
  async function* readChunks() {
    yield typeof content === "string" ? Buffer.from(content) : content;
  }
  return importMembers(context, { query, upload: { contentType, chunks: readChunks() } });
}

function listMembers() {
  return database.user.findMany({
    where: { organizationId: context.organizationId },
    orderBy: { username: "asc" },
    select: {
      ...{ username: true, email: true, displayName: true, role: true },
      team: { select: { name: true } },
      skills: { select: { level: true, skill: { select: { name: true } } } },
    },
  });
}

const countTeams = () => database.team.count({ where: { organizationId: context.organizationId } });

const team = () =>
  [
    "Name;E-Mail-Adresse;Rolle;Abteilung;Fähigkeiten;Personalnummer",
    `Jörg Groß;jörg.groß@${domain};Teamleitung;Einkauf;SQL:7, Excel:4;17`,
    `Ann Lee;ann@${domain};;einkauf;;18`,
    `"Lee, Bo";bo@${domain};Mitarbeiter:in;;;19\n`,
  ].join("\n");

describe("importing a file of people", () => {
  it("adds each person with role, team and skills, and a second time changes nothing", async () => {
    const first = await importFile(team());
    expect(first).toMatchObject({
      ...{ dry_run: false, new: 3, present: 0, rejected: 0 },
      ...{ ignored_columns: ["Personalnummer"], new_teams: ["Einkauf"] },
      new_skills: ["SQL", "Excel"],
    });
    const members = await listMembers();
    expect(members).toMatchObject([
      { username: "ann", displayName: "Ann Lee", role: "employee", team: { name: "Einkauf" } },
      { username: "bo", displayName: "Lee, Bo", role: "employee", team: null },
      {
        ...{ username: "jorg.gross", displayName: "Jörg Groß", role: "team_lead" },
        ...{ email: `jörg.groß@${domain}`, team: { name: "Einkauf" } },
      },
    ]);
    expect(members[2]?.skills).toHaveLength(2);
    const audit = { organizationId: context.organizationId, action: "member.create" };
    expect(await database.auditLog.count({ where: audit })).toBe(3);
    const rated = await database.auditLog.findMany({
      where: { ...audit, action: "member.update" },
    });
    expect(rated.map(({ detail }) => detail)).toEqual([{ skills: ["SQL", "Excel"] }]);

    const second = await importFile(team());
    expect(second).toMatchObject({ new: 0, present: 3, rejected: 0, new_teams: [] });
    expect(await listMembers()).toEqual(members);
  });

  it("adds nothing in a dry run, which plans what the import does", async () => {
    const planned = await importFile(team(), { create_missing: true, dry_run: true });
    expect(await listMembers()).toEqual([]);
    expect(await countTeams()).toBe(0);
    const done = await importFile(team());
    const withoutIds = done.people.map((person) => ({ ...person, id: null }));
    expect(withoutIds).toEqual(planned.people);
  });

  it("rejects unknown teams and skills unless they may be added, and keeps the other rows", async () => {
    const result = await importFile("username,team,skills\nada,Sales,Go:3\nbob,,\n", {});
    expect(result.people).toMatchObject([
      { result: "rejected", reasons: ["There is no team “Sales”.", "There is no skill “Go”."] },
      { result: "new", username: "bob" },
    ]);
    expect(await countTeams()).toBe(0);
  });

  it("rejects a person who is in the file twice, and an address of another organization", async () => {
    const other = await createOrganization(database);
    await createMember(other, { email: `taken@${domain}` });
    const { people } = await importFile(
      `username,email\nada,ada@${domain}\nADA,a2@${domain}\neve,taken@${domain}\n`,
    );
    expect(people).toMatchObject([
      { result: "new", username: "ada" },
      { result: "rejected", reasons: ["It names the same person as row 1."] },
      { result: "rejected", reasons: [`“taken@${domain}” cannot become a member here.`] },
    ]);
  });

  it("knows members by address, username or name, and never takes another's username", async () => {
    await createMember(context, {
      ...{ username: "ann", email: `ann@${domain}`, displayName: "Ann Lee" },
    });
    const file = [
      "username,email,name",
      `,ANN@${domain},Renamed`,
      "ann,,",
      ",,ann lee",
      `ann,someone@${domain},`,
      `,ann@other-${domain},\n`,
    ].join("\n");
    const { people } = await importFile(file);
    expect(people.map(({ result, username }) => [result, username])).toEqual([
      ["present", "ann"],
      ["present", "ann"],
      ["present", "ann"],
      ["rejected", "ann"],
      ["new", "ann-2"],
    ]);
    expect(people[3]?.reasons).toEqual([
      "The username “ann” belongs to a member with another email address.",
    ]);
    expect((await listMembers())[0]).toMatchObject({ displayName: "Ann Lee" });
  });

  it("rejects a name that several members have", async () => {
    for (const username of ["kim.one", "kim.two"]) {
      await createMember(context, { username, displayName: "Kim" });
    }
    const { people } = await importFile("name\nKim\n");
    expect(people).toMatchObject([
      {
        result: "rejected",
        reasons: ["Several members have this name: give an email address."],
      },
    ]);
  });

  it("reads an Excel workbook", async () => {
    const workbook = writeZip(
      listWorkbookEntries([
        ["Username", "Role"],
        ["ada", "manager"],
      ]),
    );
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    expect(await importFile(workbook, {}, type)).toMatchObject({ new: 1 });
    expect(await listMembers()).toMatchObject([{ username: "ada", role: "manager" }]);
  });

  it("creates no invitation for a program, and adds no member either", async () => {
    const {
      id: userId,
      username,
      role,
      teamId,
      leadScope,
    } = await createMember(context, {
      role: "admin",
    });
    const { organizationId } = context;
    const admin = { organizationId, userId, username, displayName: username, role };
    context = {
      ...context,
      actor: {
        ...{ ...admin, kind: "token", teamId, leadScope, credentialId: 1 },
        scopes: ["organization:write"],
      },
    };
    await expect(importFile("username\nada\n", { invite: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await listMembers()).toHaveLength(1);
  });

  it.each([
    ["an empty file", "", /The file is empty/],
    ["a file of other things", "color,size\nred,7\n", /No column says who a row is about/],
    ["a column twice", "name,full name\nAda,Ada\n", /More than one column could be “display_name”/],
    ["a header alone", "username\n", /a header line, but no rows/],
    ["blank rows alone", "username,color\n,red\n", /a header line, but no people/],
    ["too many people", `username\n${"x\n".repeat(2001)}`, /more than 2000 people/],
    ["a web page", "<table><tr><td>username</td></tr></table>", /web page/],
  ])("rejects %s as a whole", async (_what, content, message) => {
    await expect(importFile(content)).rejects.toThrow(message);
    expect(await listMembers()).toEqual([]);
  });

  it("rejects a file of more than 5 MB", async () => {
    await expect(importFile(`username\n${" ".repeat(5 * 1024 * 1024)}`)).rejects.toMatchObject({
      code: "payload_too_large",
    });
  });
});
