/** What a new organization has of what leads to its first score. */
export type FirstSteps = {
  /** Whether there is another active member than the caller. */
  readonly hasPeople: boolean;
  readonly hasWork: boolean;
};
