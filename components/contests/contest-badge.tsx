"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import type { ContestResponse } from "@/lib/performance/contests/schemas";

export function ContestBadge({ status }: { status: ContestResponse["status"] }) {
  const { translate } = useTexts();
  return (
    <Badge tone={status === "open" ? "caution" : "neutral"}>
      {translate(`contests.status.${status}`)}
    </Badge>
  );
}
