import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import type { Release } from "@/lib/performance/domain/releases/plan-releases";
import {
  buildFigures,
  type PlaisCounted,
} from "@/lib/performance/domain/releases/testing/release-samples";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { insertRelease } from "@/lib/performance/releases/queries/releases";

type InsertedRelease = {
  readonly group: Release["group"];
  readonly month: string;
  readonly figures?: Partial<PlaisCounted>;
};

/** Stores releases that count no entry. */
export async function insertReleases(
  { database, organizationId, now }: Context,
  releases: readonly InsertedRelease[],
): Promise<void> {
  await withTransaction(database, async (transaction) => {
    for (const { group, month, figures } of releases) {
      const release: Release = {
        ...{ group, from: month, to: month, threshold: 5, policyVersion: 1, parts: [] },
        figures: buildFigures(figures),
        batch: { members: [], policy: buildPolicy() },
      };
      await insertRelease(transaction, organizationId, release, now);
    }
  });
}
