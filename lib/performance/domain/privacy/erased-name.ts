const ERASED = /^erased-[0-9]+$/i;

/** What an erased person is called; nobody else may be, so that the name alone tells. */
export function createErasedName(userId: number): string {
  return `erased-${userId}`;
}

export function isErasedName(name: string): boolean {
  return ERASED.test(name);
}

/** What stands in place of the title of an erased person's work; pages say it in their own language. */
export const ERASED_TITLE = "Erased";
