"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";

type Credential = {
  readonly name: string;
  readonly created_at: string;
  readonly expires_at: string;
};

/** A token or link: its name, term and last use, and the button that revokes it. */
export function CredentialRow({
  credential,
  kind,
  detail,
  lastUse,
  revokeQuestion,
  isBusy,
  onRevoke,
}: {
  credential: Credential;
  kind?: string;
  detail?: ReactNode;
  lastUse: string;
  revokeQuestion: string;
  isBusy: boolean;
  onRevoke: () => void;
}) {
  const { translate, format } = useTexts();
  const { name, created_at: createdAt, expires_at: expiresAt } = credential;
  const isExpired = new Date(expiresAt).getTime() <= Date.now();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="wrap-anywhere font-medium">{name}</span>
          {kind === undefined ? null : <Badge>{kind}</Badge>}
          {isExpired ? <Badge tone="caution">{translate("tokens.expired")}</Badge> : null}
        </p>
        {detail}
        <p className="text-muted text-sm">
          {translate("tokens.dates", {
            from: format.dayOf(createdAt),
            until: format.dayOf(expiresAt),
          })}{" "}
          · {lastUse}
        </p>
      </div>
      <ConfirmButton
        label={translate("tokens.revoke")}
        name={translate("tokens.revokeNamed", { name })}
        question={revokeQuestion}
        confirmLabel={translate("tokens.revoke")}
        cancelLabel={translate("form.keep")}
        isBusy={isBusy}
        onConfirm={onRevoke}
      />
    </li>
  );
}
