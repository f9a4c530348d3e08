"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";

/** Shown in place of a page that failed. The reference is the one in the server's log. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const { translate } = useTexts();
  const reference = getReference(error);
  return (
    <MessagePage
      title={translate("error.title")}
      action={
        <Button look="primary" onClick={() => retry()}>
          {translate("error.retry")}
        </Button>
      }
    >
      <p role="alert">{translate("error.body")}</p>
      {reference === null ? null : (
        <p className="mt-2 text-xs">{translate("error.reference", { reference })}</p>
      )}
    </MessagePage>
  );
}

function getReference(error: unknown): string | null {
  const hasDigest = error instanceof Error && "digest" in error;
  return hasDigest && typeof error.digest === "string" ? error.digest : null;
}
