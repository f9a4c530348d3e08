import type { Context } from "@/lib/context";
import { afterFirstCommit } from "@/lib/db/testing/after-first-commit";

/** Returns the result of `write` while another write runs right after the commit of the first one. */
export async function writeInBetween<Result>(
  context: Context,
  write: (context: Context) => Promise<Result>,
  other: () => Promise<unknown>,
): Promise<Result> {
  let isDone = false;
  const database = afterFirstCommit(context.database, async () => {
    await other();
    isDone = true;
  });
  const result = await write({ ...context, database });
  if (!isDone) throw new Error("The write committed no transaction.");
  return result;
}
