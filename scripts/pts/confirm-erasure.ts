import { createInterface } from "node:readline/promises";
import { CommandError } from "./failure";

type Streams = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
};

/**
 * Asks whoever sits there to type the username of the member to erase.
 * @throws CommandError where nobody can be asked, the answer is another name, or there is none.
 */
export async function confirmErasure(
  username: string,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (input.isTTY !== true) {
    throw new CommandError(
      "Erasing cannot be undone, and nobody can be asked here. Add --yes to do it. Nothing was done.",
    );
  }
  const questions = createInterface({ input, output, terminal: true });
  const closed = new AbortController();
  questions.once("close", () => closed.abort());
  try {
    const typed = await questions.question(
      "This removes the name, the address, the titles of all work and every way in. Nothing brings them back.\nType the username to erase this person: ",
      { signal: closed.signal },
    );
    if (typed.trim() !== username) {
      throw new CommandError("That is not the username. Nothing was done.");
    }
  } catch (error) {
    if (!closed.signal.aborted) throw error;
    // Ctrl-C and Ctrl-D close the question, and leave the cursor behind it.
    output.write("\n");
    throw new CommandError("Stopped before an answer. Nothing was done.");
  } finally {
    questions.close();
  }
}
