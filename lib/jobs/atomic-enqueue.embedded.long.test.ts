import { afterAll, beforeAll, it } from "vitest";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { proveAtomicEnqueue } from "./testing/atomic-enqueue";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

it("commits an assignment and its job together, or neither, in 501 transactions that are rolled back", async () => {
  await proveAtomicEnqueue(database, 501);
});
