import { RequestProblem } from "@/lib/http/fetch-json";

/** A sentence about a file. The server writes it in English, with the values of the file. */
export function ServerSentence({ text }: { text: string }) {
  return <span lang="en">{text}</span>;
}

/** What the server says about a file that it rejects; null for any other error. */
export function findFileProblem(error: Error | null): string | null {
  return error instanceof RequestProblem && [400, 409, 413].includes(error.status ?? 0)
    ? error.detail
    : null;
}
