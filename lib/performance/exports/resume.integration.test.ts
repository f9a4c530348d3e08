import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as exportAuditLog } from "@/app/api/performance/export/audit-log/route";
import { GET as exportLogs } from "@/app/api/performance/export/logs/route";
import { GET as exportUser } from "@/app/api/performance/export/user/[id]/route";
import { GET as listLogs } from "@/app/api/performance/logs/route";
import type { RouteHandler } from "@/lib/api/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { createMember } from "@/lib/performance/members/create-member";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";

/** More than one page of the export. */
const ENTRIES = 1_010;
const newest = "=cmd\n\"quoted\", 'n' all\r\n";

let context: Context;
let many = 0;
let few = 0;
let others: number[] = [];
let token = "";
/** A filter that few rows pass. */
let short: Parameters = {};

beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 4 });
  ({ context } = made);
  [many = 0, few = 0, ...others] = made.userIds;
  short = { format: "ndjson", user_id: few };
  await recordAssignmentsFor(context, [
    ...createCompletions(context, many, ENTRIES),
    ...createCompletions(context, few, 5, { title: newest }),
  ]);
  const { id } = await createMember(context, { username: "ada", role: "admin" });
  ({ token } = await makeCaller(context, id));
});
afterAll(closeDatabase);

type Parameters = Readonly<Record<string, string | number>>;

async function send(
  handler: RouteHandler,
  parameters: Parameters,
  path: Readonly<Record<string, string>> = {},
) {
  const search = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  );
  const request = new Request(
    `http://localhost:3000/api/test/${Object.values(path).join("/")}?${search}`,
    {
      headers: { authorization: `Bearer ${token}` },
    },
  );
  const response = await handler(request, { params: Promise.resolve(path) });
  const cursor = response.headers.get("resume-cursor");
  return { status: response.status, text: await response.text(), cursor };
}

/** The part of a text up to its last whole row, and the id in that row. */
function keepWholeRows(text: string, format: string) {
  if (format === "ndjson") {
    const kept = text.slice(0, text.lastIndexOf("\n") + 1);
    const last = kept.trimEnd().split("\n").at(-1) ?? "";
    return { kept, after: last === "" ? null : JSON.parse(last).id };
  }
  const rows = [...text.matchAll(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g)].map(([row]) => row);
  const [header = "", ...others] = rows;
  const idAt = header.split(",").indexOf("id");
  const after = others.at(-1)?.split(",")[idAt];
  return after === undefined ? { kept: "", after: null } : { kept: rows.join(""), after };
}

describe.each(["ndjson", "csv"])("a download as %s", (format) => {
  it("that is cut at any byte and resumed equals the whole, whatever is written meanwhile", async () => {
    const whole = await send(exportLogs, { format });
    expect(whole.status).toBe(200);
    const { cursor } = whole;
    if (cursor === null) throw new Error("The download cannot be resumed.");
    await recordAssignmentsFor(context, createCompletions(context, others.pop() ?? 0, 1));
    const size = whole.text.length;
    const cuts = [0, 1, 300, 1_200, ...[0.3, 0.6, 0.98].map((part) => Math.floor(part * size))];
    for (const cut of [...cuts, size - 2, size - 1, size]) {
      const { kept, after } = keepWholeRows(whole.text.slice(0, cut), format);
      const place: Parameters = after === null ? {} : { after };
      const rest = await send(exportLogs, { format, cursor, ...place });
      expect(rest.status, rest.text).toBe(200);
      expect(rest.cursor).toBe(cursor);
      expect(kept + rest.text === whole.text, `cut at ${cut} of ${size}`).toBe(true);
    }
  });

  it("of the audit log is resumed too", async () => {
    const whole = await send(exportAuditLog, { format });
    const { cursor } = whole;
    if (cursor === null) throw new Error("The download cannot be resumed.");
    const { kept, after } = keepWholeRows(whole.text.slice(0, -1), format);
    const place: Parameters = after === null ? {} : { after };
    const rest = await send(exportAuditLog, { format, cursor, ...place });
    expect(kept.length).toBeLessThan(whole.text.length);
    expect(kept + rest.text).toBe(whole.text);
  });
});

describe("a download of one member as csv", () => {
  const query = { format: "csv" };

  it("that is cut and resumed equals the whole, also after another entry", async () => {
    const path = { id: String(many) };
    const whole = await send(exportUser, query, path);
    const { cursor } = whole;
    if (cursor === null) throw new Error("The download cannot be resumed.");
    await recordAssignmentsFor(context, createCompletions(context, many, 1));
    const size = whole.text.length;
    for (const cut of [0, 300, Math.floor(size / 2), size - 1, size]) {
      const { kept, after } = keepWholeRows(whole.text.slice(0, cut), "csv");
      const place: Parameters = after === null ? {} : { after };
      const rest = await send(exportUser, { ...query, cursor, ...place }, path);
      expect(rest.status, rest.text).toBe(200);
      expect(kept + rest.text === whole.text, `cut at ${cut} of ${size}`).toBe(true);
    }
  });

  it("has no place of an entry, and takes no cursor, of another member", async () => {
    const own = await send(exportUser, query, { id: String(few) });
    const other = await send(exportUser, query, { id: String(many) });
    const after = keepWholeRows(other.text, "csv").after ?? 0;
    const unknown = { ...query, cursor: own.cursor ?? "", after };
    expect((await send(exportUser, unknown, { id: String(few) })).status).toBe(400);
    const foreign = { ...query, cursor: other.cursor ?? "" };
    expect((await send(exportUser, foreign, { id: String(few) })).status).toBe(400);
  });
});

describe("a download is not resumed", () => {
  it.each<[string, string, (cursor: string, id: number) => Parameters]>([
    ["as JSON, which is one document", "cursor", (cursor) => ({ format: "json", cursor })],
    ["with another filter", "cursor", (cursor) => ({ cursor, kind: "completion" })],
    ["in another format", "cursor", (cursor) => ({ format: "csv", cursor })],
    ["with a changed cursor", "cursor", (cursor) => ({ cursor: `1${cursor}` })],
    ["with cursor=null", "cursor", () => ({ cursor: "null" })],
    ["without a cursor", "after", (_, after) => ({ after })],
    ["after an unknown row", "after", (cursor) => ({ cursor, after: 2 ** 50 })],
  ])("%s", async (_, name, toParameters) => {
    const { text, cursor } = await send(exportLogs, short);
    const { id } = JSON.parse(text.split("\n")[0] ?? "");
    const { status, text: body } = await send(exportLogs, {
      ...short,
      ...toParameters(cursor ?? "", id),
    });
    expect(status).toBe(400);
    expect(JSON.parse(body).invalid_params).toMatchObject([{ name }]);
  });

  it("by the cursor of a list, nor a list by the cursor of a download", async () => {
    const { cursor } = await send(exportLogs, short);
    const page = JSON.parse((await send(listLogs, { limit: 1 })).text);
    const byPage = await send(exportLogs, { ...short, cursor: page.next_cursor });
    const byDownload = await send(listLogs, { limit: 1, cursor: cursor ?? "" });
    expect([byPage.status, byDownload.status]).toEqual([400, 400]);
  });

  it("where the file is JSON, which has no cursor to resume it by", async () => {
    expect((await send(exportLogs, { ...short, format: "json" })).cursor).toBeNull();
  });
});
