"use client";

import { useCallback, useEffect, useState } from "react";

/**
 * What is typed into a field that belongs to a value. It is discarded when something else changes the value: the Back
 * button, or another control. `keep` takes the value that the field itself changes to.
 */
export function useDraft<Draft, Value>(value: Value) {
  const [kept, setKept] = useState<{ readonly draft: Draft; readonly value: Value } | null>(null);
  const isCurrent = kept !== null && kept.value === value;
  useEffect(() => {
    if (!isCurrent) {
      setKept(null);
    }
  }, [isCurrent]);
  const keep = useCallback(
    (draft: Draft | null, next: Value = value) =>
      setKept(draft === null ? null : { draft, value: next }),
    [value],
  );
  return [isCurrent ? kept.draft : null, keep] as const;
}
