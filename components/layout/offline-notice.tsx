"use client";

import { useSyncExternalStore } from "react";
import { useTexts } from "@/components/shared/text-provider";

function subscribe(notify: () => void): () => void {
  window.addEventListener("online", notify);
  window.addEventListener("offline", notify);
  return () => {
    window.removeEventListener("online", notify);
    window.removeEventListener("offline", notify);
  };
}

/** Fixed to the bottom, so that nothing moves when it appears or disappears. */
export function OfflineNotice() {
  const { translate } = useTexts();
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-10 p-4 print:hidden"
    >
      {isOnline ? null : (
        <p className="mx-auto w-fit max-w-full rounded-md border border-line bg-caution-ground px-3 py-2 text-caution text-sm">
          {translate("layout.offline")}
        </p>
      )}
    </div>
  );
}
