import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The integration tests that take longest, each by the name before `.integration.test.ts`, the slowest first. One that
 * starts last runs alone on one core while the others are idle.
 */
export const slowTests = [
  ...["command-line", "access-matrix", "hidden-members", "update-user-performance"],
  ...["keep-open", "hostile-input", "kill-workers", "worker", "privacy", "migrate-dev"],
  ...["migrated-copy", "wire-server", "decide-contest", "achievements", "import-assignments"],
  ...["random-changes", "erase-member", "policy-concurrency", "erasure", "random-histories"],
];

/** The position of a file in `slowTests`; after all of them for every other file. */
function getPosition(path: string): number {
  const position = slowTests.findIndex((name) => path.endsWith(`/${name}.integration.test.ts`));
  return position === -1 ? slowTests.length : position;
}

export function sortSlowFirst<File extends { readonly moduleId: string }>(
  files: readonly File[],
): File[] {
  return files.toSorted((left, right) => getPosition(left.moduleId) - getPosition(right.moduleId));
}

/**
 * Starts slow files first. Without it Vitest goes by the size of a file, or by what its tests took when it ran last, in
 * which `beforeAll` does not count.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return sortSlowFirst(await super.sort(files));
  }
}
