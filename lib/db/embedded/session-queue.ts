import type { PGlite } from "@electric-sql/pglite";
import { typedMessage } from "@/lib/db/embedded/frontend-messages";

export type SessionClient = {
  readonly send: (data: Buffer) => void;
  /** Ends a connection that blocks the others. */
  readonly expel: () => void;
};

type Unit = {
  readonly client: SessionClient;
  readonly bytes: Buffer;
  /** Whether it ends with a message after which the server is ready; else the next messages belong to it. */
  readonly isComplete: boolean;
};

type Options = {
  readonly database: PGlite;
  /** How long a client may keep a transaction open without a message. */
  readonly holdMilliseconds: number;
  readonly onBroken: (error: unknown) => void;
};

/** Sync first: the client may have left in the middle of a message. */
const rollback = Buffer.concat([
  typedMessage("S", Buffer.alloc(0)),
  typedMessage("Q", Buffer.from("ROLLBACK\0")),
]);

/**
 * The one session of PGlite, shared by many connections. A client's messages up to its next Sync run as a whole:
 * another client must never bind its unnamed statement. During a transaction the session belongs to one client.
 */
export class SessionQueue {
  readonly #options: Options;
  readonly #units: Unit[] = [];
  readonly #gone = new WeakSet<SessionClient>();
  #holder: SessionClient | null = null;
  #isRunning = false;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  submit(unit: Unit): void {
    if (!this.#gone.has(unit.client)) {
      this.#units.push(unit);
      this.#start();
    }
  }

  /** Drops the waiting messages of a client that has left, and rolls back its transaction. */
  leave(client: SessionClient): void {
    this.#gone.add(client);
    const others = this.#units.filter((unit) => unit.client !== client);
    this.#units.splice(0, this.#units.length, ...others);
    this.#start();
  }

  /** Runs nothing more: the database is about to close, which rolls back open transactions. */
  stop(): void {
    this.#isStopped = true;
    this.#units.length = 0;
    clearTimeout(this.#timer);
  }

  #start(): void {
    if (!this.#isRunning && !this.#isStopped) {
      this.#run().catch(this.#options.onBroken);
    }
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let unit = this.#take(); unit !== null && !this.#isStopped; unit = this.#take()) {
      await this.#execute(unit);
    }
    this.#isRunning = false;
  }

  #take(): Unit | null {
    const holder = this.#holder;
    if (holder !== null && this.#gone.has(holder)) {
      return { client: holder, bytes: rollback, isComplete: true };
    }
    const index = holder === null ? 0 : this.#units.findIndex((unit) => unit.client === holder);
    return index === -1 ? null : (this.#units.splice(index, 1)[0] ?? null);
  }

  async #execute({ client, bytes, isComplete }: Unit): Promise<void> {
    clearTimeout(this.#timer);
    await this.#options.database.execProtocolRawStream(bytes, {
      // The memory behind `data` belongs to the database and changes with the next statement.
      onRawData: (data) => {
        if (!this.#gone.has(client)) {
          client.send(Buffer.from(data));
        }
      },
    });
    if (isComplete && !this.#options.database.isInTransaction()) {
      this.#holder = null;
      return;
    }
    this.#holder = client;
    this.#timer = setTimeout(() => {
      client.expel();
      // At once: a connection that is gone, or does not read, would not report its end.
      this.leave(client);
    }, this.#options.holdMilliseconds);
  }
}
