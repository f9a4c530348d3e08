"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Outcome } from "@/components/ui/forms/form";
import type { TokenList } from "@/lib/auth/account-schemas";
import { tokensRead } from "@/lib/auth/reads";
import type { TokenScope } from "@/lib/context";
import { describeProblem } from "@/lib/http/problem-text";
import { sendJson } from "@/lib/http/send-json";
import { CredentialRow } from "./credential-row";
import { TokenForm } from "./token-form";

type Token = TokenList["tokens"][number];

/** The reader's tokens for programs. */
export function TokensSection({ allowedScopes }: { allowedScopes: readonly TokenScope[] }) {
  const { translate } = useTexts();
  const tokens = useQuery(tokensRead.options());
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: number) => sendJson("DELETE", `/api/tokens/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: tokensRead.options().queryKey }),
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
  const lastUse = token.last_used_at;
  return (
    <CredentialRow
      credential={token}
      detail={<p className="font-mono text-muted text-xs">{token.scopes.join(" ")}</p>}
      lastUse={
        lastUse === null
          ? translate("tokens.neverUsed")
          : translate("tokens.lastUsed", { when: format.dayAndTime(lastUse) })
      }
      revokeQuestion={translate("tokens.revokeQuestion")}
      isBusy={isBusy}
      onRevoke={onRevoke}
    />
  );
}
