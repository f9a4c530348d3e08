import type { Format } from "@/lib/i18n/format";
import type { Translate } from "@/lib/i18n/messages";
import type { ReleaseRange } from "@/lib/performance/summaries/trend-schemas";

/** Says which months released figures cover. */
export function describeRelease(
  { from, to }: NonNullable<ReleaseRange>,
  translate: Translate,
  format: Format,
): string {
  return translate("privacy.released", { from: format.day(from), to: format.day(to) });
}
