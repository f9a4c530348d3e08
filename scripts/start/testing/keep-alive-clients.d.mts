import type { IncomingHttpHeaders } from "node:http";

type ReadResponse = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly content: string;
};

/** Requests of clients that keep their connections, until each client's connection fails. */
export function askUntilFailure(
  clientCount: number,
  nextUrl: (client: number, count: number) => string,
): Promise<
  readonly {
    readonly url: string;
    readonly sentAt: number;
    readonly response: ReadResponse | null;
  }[]
>;
