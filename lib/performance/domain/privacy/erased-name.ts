import type { MemberId } from "@/lib/performance/domain/units/ids";

const ERASED_NAME = /^erased-[0-9]+$/i;

/** The name of an erased member. No other member may have such a name, so the name alone is enough to recognize it. */
export function createErasedName(userId: MemberId): string {
  return `erased-${userId}`;
}

export function isErasedName(name: string): boolean {
  return ERASED_NAME.test(name);
}

/** Replaces the titles of an erased member's assignments; pages translate it. */
export const ERASED_TITLE = "Erased";
