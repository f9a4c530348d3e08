/** The response to a request that was tried. */
export type TriedResponse = {
  readonly status: number;
  readonly statusText: string;
  readonly milliseconds: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Whether only the beginning of the body was read. */
  readonly isCut: boolean;
};

/** Enough to recognise the content; a page cannot show a file of a million rows. */
const shownBytes = 65_536;

/** Sends a request with the browser's own session. @throws TypeError where the server is not reached. */
export async function sendRequest(
  method: string,
  address: string,
  {
    headers,
    body,
    signal,
  }: { headers: Readonly<Record<string, string>>; body: string | null; signal: AbortSignal },
): Promise<TriedResponse> {
  const startedAt = performance.now();
  const response = await fetch(address, {
    method,
    signal,
    credentials: "same-origin",
    cache: "no-store",
    headers: { ...headers, ...(body === null ? {} : { "Content-Type": "application/json" }) },
    body,
  });
  const { text, isCut } = await readBeginning(response);
  return {
    status: response.status,
    statusText: response.statusText,
    milliseconds: performance.now() - startedAt,
    headers: [...response.headers].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    body: isCut ? text : indentJson(text),
    isCut,
  };
}

async function readBeginning(response: Response): Promise<{ text: string; isCut: boolean }> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  while (reader !== undefined) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    bytes += value.byteLength;
    if (bytes > shownBytes) {
      await reader.cancel();
      return { text, isCut: true };
    }
  }
  return { text, isCut: false };
}

function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
