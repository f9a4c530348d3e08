import pLimit from "p-limit";
import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { findSharing } from "@/lib/rate-limits/share-counts";
import { type ShareCounts, SharedLimiter } from "@/lib/rate-limits/shared-limiter";

export type DownloadLimits = {
  /** Downloads that one member may have open, whatever their tokens, and that may wait for one of these to end. */
  readonly openOfMember: number;
  readonly waitingOfMember: number;
  readonly waitMilliseconds: number;
  /** Downloads that this process may have open. */
  readonly open: number;
  /** Pieces of downloads that are made at the same time: each takes a connection to the database. */
  readonly making: number;
  /** Time in a minute that making the pieces of one member's downloads may take before the next one has to wait. */
  readonly workMilliseconds: number;
};

export type DownloadSlot = {
  /** Makes a piece when it is its turn. */
  readonly make: <Piece>(work: () => Promise<Piece>) => Promise<Piece>;
  readonly release: () => void;
};

type Member = { open: number; readonly waiting: (() => void)[] };

const RETRY_SECONDS = 5;
const WORK_SECONDS = 60;

declare global {
  var performanceTrackingDownloads: DownloadSlots | undefined;
}

/** Bounds the downloads of a process and of each member by their number and by their work. */
export class DownloadSlots {
  readonly #limits: DownloadLimits;
  readonly #members = new Map<string, Member>();
  readonly #making;
  readonly #work;
  #open = 0;

  readonly #findSharing: () => ShareCounts | null;

  /** @param findSharing whose work counts too, in other processes. */
  constructor(limits: DownloadLimits, findSharing: () => ShareCounts | null = () => null) {
    this.#limits = limits;
    this.#findSharing = findSharing;
    this.#making = pLimit(limits.making);
    this.#work = new SharedLimiter({
      ...{ name: "downloads", points: limits.workMilliseconds, seconds: WORK_SECONDS },
    });
  }

  /**
   * Takes a place for a download, which must be released. Waits where the member has too many open.
   * @throws AppError `rate_limited` for the member, `overloaded` for the process.
   */
  async take(member: string): Promise<DownloadSlot> {
    await this.#requireBudget(member);
    await this.#takeOfMember(member);
    if (this.#open >= this.#limits.open) {
      this.#releaseOfMember(member);
      throw new AppError(
        "overloaded",
        "Too many downloads are under way. Wait a few seconds, then send this request again.",
        { retryAfterSeconds: RETRY_SECONDS },
      );
    }
    this.#open += 1;
    let isReleased = false;
    return {
      make: (work) => this.#make(member, work),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#open -= 1;
        this.#releaseOfMember(member);
      },
    };
  }

  #make<Piece>(member: string, work: () => Promise<Piece>): Promise<Piece> {
    return this.#making(async () => {
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        const milliseconds = Math.ceil(performance.now() - startedAt);
        await this.#work.add(member, milliseconds, this.#findSharing());
      }
    });
  }

  async #requireBudget(member: string): Promise<void> {
    const spent = await this.#work.find(member);
    if (spent === null || spent.points < this.#limits.workMilliseconds) return;
    const seconds = Math.max(1, Math.ceil(spent.milliseconds / 1000));
    throw new AppError(
      "rate_limited",
      `Your downloads of the last minute were too large for another one. Wait ${seconds} seconds, then send this request again.`,
      { retryAfterSeconds: seconds },
    );
  }

  async #takeOfMember(key: string): Promise<void> {
    const member = this.#members.get(key) ?? { open: 0, waiting: [] };
    this.#members.set(key, member);
    const { openOfMember, waitingOfMember, waitMilliseconds } = this.#limits;
    if (member.open < openOfMember) {
      member.open += 1;
      return;
    }
    if (member.waiting.length >= waitingOfMember) throw createTooManyError(openOfMember);
    await new Promise<void>((resolve, reject) => {
      const start = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        member.waiting.splice(member.waiting.indexOf(start), 1);
        reject(createTooManyError(openOfMember));
      }, waitMilliseconds);
      member.waiting.push(start);
    });
  }

  #releaseOfMember(key: string): void {
    const member = this.#members.get(key);
    const next = member?.waiting.shift();
    if (next !== undefined) next();
    else if (member !== undefined) {
      member.open -= 1;
      if (member.open === 0) this.#members.delete(key);
    }
  }
}

function createTooManyError(open: number): AppError {
  return new AppError(
    "rate_limited",
    `You have ${open} downloads under way. Wait until one has ended, then send this request again.`,
    { retryAfterSeconds: RETRY_SECONDS },
  );
}

/** Takes a place among the downloads of this process. @throws AppError as `DownloadSlots.take`. */
export function takeDownloadSlot(member: string): Promise<DownloadSlot> {
  // On the global object: routes may be loaded separately, and share one limit.
  const { downloadsOfMember, downloadMilliseconds } = getEnvironment();
  globalThis.performanceTrackingDownloads ??= new DownloadSlots(
    {
      openOfMember: downloadsOfMember,
      waitingOfMember: 4,
      waitMilliseconds: 10_000,
      open: Math.max(24, downloadsOfMember),
      making: 3,
      workMilliseconds: downloadMilliseconds,
    },
    () => findSharing(getDatabase()),
  );
  return globalThis.performanceTrackingDownloads.take(member);
}
