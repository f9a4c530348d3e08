import "server-only";
import type { Transaction } from "@/lib/db/client";
import { beforeCommit } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { type IfMatch, matchesVersion } from "@/lib/resources/entity-tag";
import { findVersion, findWrittenVersion } from "@/lib/resources/find-version";
import { lockResource, type ResourceKey, type ResourceName } from "@/lib/resources/resource-states";

type Conditions = {
  /** Null: the write does not depend on the version. */
  readonly ifMatch: IfMatch | null;
  /** Whether the request writes a resource that does not exist yet. */
  readonly mayCreate: boolean;
};

/** What a request knows of the resource that it writes: the version that it expects, and the one that it leaves. */
export class ResourceGuard {
  readonly #checkedIn = new WeakSet<Transaction>();
  #wasChecked = false;
  #version: string | null = null;

  constructor(
    /** Null where the request creates a resource, or writes what has no version. */
    private readonly name: ResourceName | null,
    private readonly key: ResourceKey,
    private readonly conditions: Conditions,
  ) {}

  /** The version that the write leaves; null where the resource does not exist any more. */
  get version(): string | null {
    return this.#version;
  }

  /** Whether the service compared the version that the request names, if it names one. */
  get isSatisfied(): boolean {
    return this.#wasChecked || this.conditions.ifMatch === null;
  }

  /** @throws AppError `precondition_failed` where the request names another version. */
  async check(transaction: Transaction): Promise<void> {
    const { name, key } = this;
    if (name === null || this.#checkedIn.has(transaction)) return;
    this.#checkedIn.add(transaction);
    this.#wasChecked = true;
    this.noteAtCommit(transaction, name, key);
    const { ifMatch, mayCreate } = this.conditions;
    if (ifMatch === null) return;
    await lockResource(transaction, name, key);
    const version = await findVersion(transaction, name, key);
    if (version === null ? mayCreate : !matchesVersion(ifMatch, version)) {
      throw createPreconditionError();
    }
  }

  /** Names what a request created that has no resource in its path. */
  noteCreated(transaction: Transaction, name: ResourceName, key: ResourceKey): void {
    if (this.name === null) this.noteAtCommit(transaction, name, key);
  }

  /** Reads the version with which the transaction leaves a resource. */
  private noteAtCommit(transaction: Transaction, name: ResourceName, key: ResourceKey): void {
    beforeCommit(transaction, async () => {
      this.#version = await findWrittenVersion(transaction, name, key);
    });
  }
}

type GuardedContext = {
  readonly organizationId: number;
  readonly now: Date;
  readonly guard?: ResourceGuard | null | undefined;
};

/**
 * Rejects a write of what changed since the client read it. Call it in the transaction, with the resource locked and
 * within the caller's reach, before the first write.
 * @throws AppError `precondition_failed`.
 */
export async function requireVersion(
  transaction: Transaction,
  { guard }: GuardedContext,
): Promise<void> {
  await guard?.check(transaction);
}

/** Gives the response to a creation the tag of what the transaction created. */
export function noteCreated(
  transaction: Transaction,
  { guard, organizationId, now }: GuardedContext,
  name: ResourceName,
  id: number | bigint,
): void {
  guard?.noteCreated(transaction, name, { organizationId, id: String(id), now });
}

function createPreconditionError(): AppError {
  return new AppError(
    "precondition_failed",
    "This was changed since you read it: its version is not the one that If-Match names. Nothing was changed. Read it again, then decide.",
  );
}
