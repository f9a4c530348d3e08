import type { HostileFile } from "./hostile-file";

const line = (fields: string) => `{"external_id":"A","title":"t","assignee":"ada"${fields}}\n`;
const noObject = { field: "row", reason: /is not a JSON object/ };

export const objects: readonly HostileFile[] = [
  {
    name: "ids of more digits than JavaScript keeps",
    parts: [
      '{"external_id":738529527931269425,"title":"t","assignee":"ada"}\n',
      '{"external_id":1e21,"title":"t","assignee":"ada"}\n',
      '{"external_id":1.0,"title":"t","assignee":"ada"}\n',
    ],
    rows: [
      { externalId: "738529527931269425" },
      { field: "external_id", reason: /written with all of its digits/ },
      { field: "external_id", reason: /written with all of its digits/ },
    ],
  },
  {
    name: "a key twice",
    parts: [line(',"title":"u"')],
    rows: [{ field: "row", reason: /has “title” twice/ }],
  },
  {
    name: "a key twice but for an invisible character",
    parts: [line(',"title\u200b":"u"')],
    rows: [{ field: "row", reason: /has “title” twice/ }],
  },
  {
    name: "a key twice in another case",
    parts: [line(',"Title":"u"')],
    rows: [{ field: "title", reason: /several values/ }],
  },
  { name: "a prototype", parts: [line(',"__proto__":{"title":"u"}')], rows: [{ title: "t" }] },
  { name: "100,000 open lists", parts: [line(`,"x":${"[".repeat(100_000)}`)], rows: [noObject] },
  { name: "a number that is none", parts: [line(',"difficulty":NaN')], rows: [noObject] },
  { name: "a comment in an object", parts: [line(" /* x */")], rows: [noObject] },
  { name: "two objects on a line", parts: [`${line("").trim()}${line("")}`], rows: [noObject] },
  {
    name: "half of a character",
    parts: [line(',"project":"\\ud800"')],
    rows: [{ field: "project", reason: /half of a character/ }],
  },
  {
    name: "an endless number",
    parts: [line(',"difficulty":1e400')],
    rows: [{ field: "difficulty", reason: /from 0 to 10/ }],
  },
  {
    name: "true for a status",
    parts: [line(',"status":true')],
    rows: [{ field: "status", reason: /open, completed or cancelled/ }],
  },
  {
    name: "milliseconds for a time",
    parts: [line(',"due_at":1709564700000')],
    rows: [{ field: "due_at", reason: /must be a date/ }],
  },
  {
    name: "a list for a title",
    parts: ['{"external_id":"A","title":["t"],"assignee":"ada"}\n'],
    rows: [{ field: "title", reason: /not a list/ }],
  },
  { name: "a list of objects", parts: [`[${line("").trim()}]\n`], rejected: /one object per line/ },
  {
    name: "an object over lines",
    parts: ['{\n"external_id":"A"\n}\n'],
    rejected: /one object per line/,
  },
  {
    name: "a cut object",
    parts: [line(""), '{"external_id":"B","ti'],
    rejected: /in the middle of row 2/,
  },
  {
    name: "a line of more than 1 MB",
    parts: [line(`,"x":"${"x".repeat(1_100_000)}"`)],
    rejected: /longer than 1 MB/,
  },
  {
    name: "2,000 names",
    parts: [line([...Array(2000).keys()].map((key) => `,"k${key}":1`).join(""))],
    rejected: /more than 1,000 names/,
  },
];
