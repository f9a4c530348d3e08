import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { findFreePort } from "../product/free-port";
import { signIn } from "../product/sign-in";
import { createFreshDatabase } from "../test/fresh-database";
import type { Image } from "./build-image";
import { runInImage, startInImage, stopProcess } from "./image-process";

type Note = (sentence: string) => void;
type Running = { readonly image: Image; readonly folder: string; readonly note: Note };

const READY_SECONDS = 60;
const organization = "acme";
const completion = z.object({
  assignment: z.object({ user_id: z.int() }),
  score_after: z.number(),
});
const pts = ["node", "programs/pts.mjs"] as const;

/** Uses the image as an operator and its members do. @throws Error with a sentence about the first thing that fails. */
export async function checkService(image: Image, folder: string, note: Note): Promise<void> {
  const cluster = process.env.PTS_TEST_DATABASE_URL;
  if (cluster === undefined) throw new Error("Start this by npm run deploy:check.");
  chmodSync(folder, 0o755);
  const database = await createFreshDatabase(cluster);
  try {
    await runService({ image, folder, note }, database.url);
  } finally {
    await database.drop();
  }
}

async function runService(running: Running, ownerUrl: string): Promise<void> {
  const { image, folder, note } = running;
  const secret = createSecrets(folder);
  const serviceUrl = await createServiceUser(ownerUrl);
  const owner = { DATABASE_URL_FILE: secret("owner_database_url", ownerUrl) };
  const migrated = await runInImage(image, [...pts, "migrate", "--grant"], owner);
  note(`the migration: ${migrated.split("\n").at(-1)}`);
  const port = await findFreePort();
  const environment = {
    DATABASE_URL_FILE: secret("database_url", serviceUrl),
    NEXTAUTH_SECRET_FILE: secret("nextauth_secret", randomBytes(32).toString("hex")),
    NEXTAUTH_URL: `http://localhost:${port}`,
    PORT: String(port),
    LOG_LEVEL: "warn",
  };
  const command = image.command.map((word) => (word === "3000" ? String(port) : word));
  const web = startInImage(image, command, { ...environment, PTS_WORKER: "0" });
  const worker = startInImage(image, ["node", "programs/worker.mjs"], environment);
  for (const child of [web, worker]) child.stderr?.pipe(process.stderr);
  try {
    const seconds = await untilHealthy(image, environment, web);
    note(`web and worker are healthy after ${seconds.toFixed(1)} s`);
    await completeAssignment(running, environment);
    await checkCommands(running, environment);
    note(`the web process stops ${(await stopProcess(web)).toFixed(1)} s after SIGTERM`);
    note(`the worker stops ${(await stopProcess(worker)).toFixed(1)} s after SIGTERM`);
  } finally {
    for (const child of [web, worker]) child.kill("SIGKILL");
  }
}

/** Writes a secret as compose.yaml mounts it: readable by every user of the container. */
function createSecrets(folder: string): (name: string, value: string) => string {
  mkdirSync(join(folder, "secrets"));
  return (name, value) => {
    const file = join(folder, "secrets", name);
    writeFileSync(file, `${value}\n`, { mode: 0o444 });
    return file;
  };
}

/** Runs the statements of deploy/postgresql/create-service-user.sh. @returns the URL of the service's user. */
async function createServiceUser(ownerUrl: string): Promise<string> {
  const script = readFileSync("deploy/postgresql/create-service-user.sh", "utf8");
  const statements = /<<'SQL'\n([\s\S]*)\nSQL\n/.exec(script)?.[1];
  if (statements === undefined) throw new Error("create-service-user.sh has no statements.");
  const password = randomBytes(16).toString("hex");
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(statements.replace(":'password'", `'${password}'`));
  await client.end();
  const url = new URL(ownerUrl);
  url.username = "pts_service";
  url.password = password;
  return url.href;
}

async function untilHealthy(
  image: Image,
  environment: Readonly<Record<string, string>>,
  web: ChildProcess,
): Promise<number> {
  const startedAt = performance.now();
  let failure = "";
  while (performance.now() - startedAt < READY_SECONDS * 1000 && web.exitCode === null) {
    try {
      await runInImage(image, image.healthCheck, environment);
      await runInImage(image, [...image.healthCheck, "--worker"], environment);
      return (performance.now() - startedAt) / 1000;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      await wait(250);
    }
  }
  throw new Error(`The image is not healthy after ${READY_SECONDS} s: ${failure}`);
}

/** An administrator creates an assignment and completes it; its member sees the figure. */
async function completeAssignment(
  { image, note }: Running,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const address = environment.NEXTAUTH_URL ?? "";
  const run = (...args: string[]) => runInImage(image, [...pts, ...args], environment);
  await run("organization", "create", organization, "--name", "Acme", "--time-zone", "UTC");
  const admin = await createMember(image, environment, "ada", "admin");
  const employee = await createMember(image, environment, "eve", "employee");
  const cookies = {
    admin: await signIn(address, admin),
    employee: await signIn(address, employee),
  };
  const send = (cookie: string, method: string, path: string, body?: object) =>
    fetch(`${address}${path}`, {
      method,
      headers: { Cookie: cookie, Origin: address, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const created = await send(cookies.admin, "POST", "/api/performance/assignments", {
    ...{
      external_id: "TICKET-1",
      assignee: employee.username,
      title: "Renew the certificate",
      difficulty: 5,
    },
    ...{ assigned_at: "2026-01-05T08:00:00Z", due_at: "2026-01-09T16:00:00Z" },
    completed_at: "2026-01-08T12:00:00Z",
  });
  const { assignment, score_after } = completion.parse(await readJson(created));
  const path = `/api/performance/user/${assignment.user_id}`;
  const figure = await readJson(await send(cookies.employee, "GET", path));
  if (figure.current_performance_score !== score_after) {
    throw new Error(`The completion gave ${score_after}, ${JSON.stringify(figure)}.`);
  }
  const page = await send(cookies.employee, "GET", "/");
  if (page.status !== 200) throw new Error(`The dashboard responds with ${page.status}.`);
  note(`a member signs in and sees the score of a completed assignment: ${score_after}`);
}

async function createMember(
  image: Image,
  environment: Readonly<Record<string, string>>,
  username: string,
  role: string,
) {
  const password = randomBytes(12).toString("hex");
  const options = ["--organization", organization, "--username", username, "--role", role];
  const command = [...pts, "member", "create", ...options, "--password-stdin"];
  await runInImage(image, command, environment, password);
  return { organization, username, password };
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  if (response.ok) return response.json();
  throw new Error(`${response.url} responds with ${response.status}: ${await response.text()}`);
}

/** The command line verifies what is there, and writes a backup into the folder of the image. */
async function checkCommands(
  { image, note }: Running,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const verified = await runInImage(image, [...pts, "verify"], environment);
  note(`pts verify: ${verified.split("\n").at(-1)}`);
  const backups = join(image.root, "backups");
  chmodSync(backups, 0o777);
  const backup = await runInImage(image, [...pts, "backup", "--folder", backups], environment);
  note(`pts backup: ${backup.split("\n").at(-1)}`);
}
