"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTexts } from "@/components/layout/text-provider";
import { Loaded } from "@/components/performance/loaded";
import { Badge } from "@/components/ui/badge";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Outcome } from "@/components/ui/form";
import { tokensOptions } from "@/lib/account-query-options";
import type { TokenScope } from "@/lib/context";
import type { TokenList } from "@/lib/performance/schemas/account";
import { describeProblem } from "@/lib/problem-text";
import { sendJson } from "@/lib/send-json";
import { Section, SectionBody } from "./section";
import { ListSkeleton } from "./skeletons";
import { TokenForm } from "./token-form";

type Token = TokenList["tokens"][number];

/** One's own tokens for programs. */
export function TokensSection({ allowedScopes }: { allowedScopes: readonly TokenScope[] }) {
  const { translate } = useTexts();
  const tokens = useQuery(tokensOptions());
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `/api/tokens/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensOptions().queryKey }),
  });
  return (
    <Section id="tokens" title={translate("tokens.title")} note={translate("tokens.note")}>
      <Loaded query={tokens} skeleton={<ListSkeleton />}>
        {(list) =>
          list.tokens.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">{translate("tokens.empty")}</p>
          ) : (
            <ul>
              {list.tokens.map((token) => (
                <TokenRow
                  key={token.id}
                  token={token}
                  isBusy={revoke.isPending}
                  onRevoke={() => revoke.mutate(token.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <div className="px-4 sm:px-5 [&>p]:pb-4">
        <Outcome
          done={revoke.isSuccess ? translate("tokens.revoked") : null}
          problem={describeProblem(revoke.error, translate)}
        />
      </div>
      <div className="border-line border-t">
        <SectionBody>
          <TokenForm allowedScopes={allowedScopes} />
        </SectionBody>
      </div>
    </Section>
  );
}

function TokenRow({
  token,
  isBusy,
  onRevoke,
}: {
  token: Token;
  isBusy: boolean;
  onRevoke: () => void;
}) {
  const { translate, format } = useTexts();
  const { name, scopes, created_at: createdAt, expires_at: expiresAt } = token;
  const isExpired = new Date(expiresAt).getTime() <= Date.now();
  const lastUse = token.last_used_at;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="wrap-anywhere font-medium">{name}</span>
          {isExpired ? <Badge tone="caution">{translate("tokens.expired")}</Badge> : null}
        </p>
        <p className="font-mono text-muted text-xs">{scopes.join(" ")}</p>
        <p className="text-muted text-sm">
          {translate("tokens.dates", {
            from: format.dayOf(createdAt),
            until: format.dayOf(expiresAt),
          })}{" "}
          ·{" "}
          {lastUse === null
            ? translate("tokens.neverUsed")
            : translate("tokens.lastUsed", { when: format.dayAndTime(lastUse) })}
        </p>
      </div>
      <ConfirmButton
        label={translate("tokens.revoke")}
        name={translate("tokens.revokeNamed", { name })}
        question={translate("tokens.revokeQuestion")}
        confirmLabel={translate("tokens.revoke")}
        cancelLabel={translate("form.keep")}
        isBusy={isBusy}
        onConfirm={onRevoke}
      />
    </li>
  );
}
