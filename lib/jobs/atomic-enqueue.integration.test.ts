import { afterAll, beforeAll, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { proveCauseAndJob } from "./testing/atomic-enqueue";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("no job is without its cause, and no cause without its job, after 36 transactions that were called off", async () => {
  await proveCauseAndJob(database, 36);
});
