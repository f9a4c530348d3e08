import { measureProcessors } from "./processor-time";
import type { BenchRequest, BenchViewer } from "./requests";
import { type RequestResult, toSpread } from "./results";

/** A server, and how each viewer calls it. */
export type Subject = {
  readonly address: string;
  readonly getHeaders: (viewer: BenchViewer) => Readonly<Record<string, string>>;
  readonly getId: (viewer: BenchViewer) => number;
  /** Null: the bench did not start its processes. */
  readonly listProcesses:
    | (() => { readonly web: readonly number[]; readonly database: readonly number[] })
    | null;
};

/** The program that the server is compared with. */
export type ComparedSubject = Pick<Subject, "address" | "getHeaders" | "getId"> & {
  readonly listProcesses: () => readonly number[];
};

type Send = () => Promise<number>;

const requestsPerBatch = 20;
const warmUps = 8;

/** Sends every request in turn, a batch in each round, so that all of them share what else the machine does. */
export async function measureRequests(
  subject: Subject,
  compared: ComparedSubject | null,
  requests: readonly BenchRequest[],
  rounds: number,
): Promise<readonly RequestResult[]> {
  const samples = requests.map((request) => ({
    request,
    times: [] as number[],
    againstTimes: [] as number[],
    againstProcessors: [] as number[],
    web: [] as number[],
    database: [] as number[],
    bytes: 0,
  }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const sample of samples) {
      const { request } = sample;
      const prepared = await prepare(subject, request, round === 0 ? warmUps : requestsPerBatch);
      const processes = subject.listProcesses?.() ?? { web: [], database: [] };
      const measured: { time?: number; bytes?: number } = {};
      const taken = await measureProcessors(processes, async () => {
        Object.assign(measured, await sendAll(prepared));
      });
      const against = await measureCompared(compared, request, prepared.length);
      if (round === 0) continue;
      sample.times.push(measured.time ?? 0);
      sample.bytes = measured.bytes ?? 0;
      sample.web.push(taken.web / prepared.length);
      sample.database.push(taken.database / prepared.length);
      if (against === null) continue;
      sample.againstTimes.push(against.time);
      sample.againstProcessors.push(against.processors);
    }
  }
  const hasProcesses = subject.listProcesses !== null;
  const hasDatabase = subject.listProcesses?.().database.length !== 0;
  return samples.map(
    ({ request, times, againstTimes, againstProcessors, web, database, bytes }) => ({
      id: request.id,
      time: toSpread(times),
      web: hasProcesses ? toSpread(web).median : null,
      database: hasProcesses && hasDatabase ? toSpread(database).median : null,
      kilobytes: bytes / 1000,
      against:
        againstTimes.length === 0
          ? null
          : {
              time: toSpread(againstTimes),
              processors: hasDatabase ? toSpread(againstProcessors).median : null,
            },
    }),
  );
}

/** @returns the median time of a request in milliseconds, and the size of the last response. */
async function sendAll(sends: readonly Send[]): Promise<{ time: number; bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (const send of sends) {
    const start = performance.now();
    bytes = await send();
    times.push(performance.now() - start);
  }
  return { time: toSpread(times).median, bytes };
}

async function measureCompared(
  compared: ComparedSubject | null,
  { viewer, againstPath }: BenchRequest,
  count: number,
): Promise<{ readonly time: number; readonly processors: number } | null> {
  if (compared === null || againstPath === undefined) return null;
  const path = againstPath.replace(":id", String(compared.getId(viewer)));
  const send = () => call(compared, viewer, path);
  let time = 0;
  const { all } = await measureProcessors({ all: compared.listProcesses() }, async () => {
    ({ time } = await sendAll(Array.from({ length: count }, () => send)));
  });
  return { time, processors: all / count };
}

async function prepare(
  subject: Subject,
  { viewer, path, completes }: BenchRequest,
  count: number,
): Promise<readonly Send[]> {
  const id = subject.getId(viewer);
  if (completes === undefined) {
    const target = path.replace(":id", String(id));
    return Array.from({ length: count }, () => () => call(subject, viewer, target));
  }
  if (completes === "late") {
    return Array.from({ length: count }, () => {
      const body = createAssignment(id, { completed_at: toText(-36 - Math.random()) });
      return () => call(subject, "admin", path, body);
    });
  }
  const sends: Send[] = [];
  for (let index = 0; index < count; index += 1) {
    const created: { assignment: { id: number } } = JSON.parse(
      await callForText(subject, "admin", path, createAssignment(id)),
    );
    sends.push(() => call(subject, viewer, `${path}/${created.assignment.id}/complete`, {}));
  }
  return sends;
}

const hour = 3_600_000;
const toText = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

function createAssignment(userId: number, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    external_id: `bench-${crypto.randomUUID()}`,
    user_id: userId,
    title: "Measured",
    assigned_at: toText(-80),
    due_at: toText(24),
    difficulty: 6.5,
    skill_match: 0.9,
    ...fields,
  };
}

type Caller = Pick<Subject, "address" | "getHeaders">;

async function call(...request: Parameters<typeof callForText>): Promise<number> {
  return (await callForText(...request)).length;
}

async function callForText(
  { address, getHeaders }: Caller,
  viewer: BenchViewer,
  path: string,
  body?: unknown,
): Promise<string> {
  const response = await fetch(`${address}${path}`, {
    headers: {
      ...getHeaders(viewer),
      ...(body !== undefined && { "Content-Type": "application/json", Origin: address }),
    },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} responded with ${response.status}: ${text}`);
  return text;
}
