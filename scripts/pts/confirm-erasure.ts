import { createInterface } from "node:readline/promises";
import { CommandError } from "./failure";

type Streams = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
};

/**
 * Asks for the username of the member to erase.
 * @throws CommandError without a terminal, after another text, and after Ctrl-C or Ctrl-D.
 */
export async function confirmErasure(
  username: string,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (input.isTTY !== true) {
    throw new CommandError(
      "Erasing cannot be undone and needs a confirmation, but there is no terminal. Nothing was done. Add --yes to confirm.",
    );
  }
  const prompt = createInterface({ input, output, terminal: true });
  const closed = new AbortController();
  prompt.once("close", () => closed.abort());
  try {
    const typed = await prompt.question(
      "This deletes the name, the e-mail address, the titles of all assignments and all access. It cannot be undone.\nType the username to erase this person: ",
      { signal: closed.signal },
    );
    if (typed.trim() !== username) {
      throw new CommandError("That is not the username. Nothing was done.");
    }
  } catch (error) {
    if (!closed.signal.aborted) throw error;
    // Ctrl-C and Ctrl-D close the prompt and leave the cursor on its line.
    output.write("\n");
    throw new CommandError("Erasing was canceled. Nothing was done.");
  } finally {
    prompt.close();
  }
}
