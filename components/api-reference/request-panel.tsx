"use client";

import { useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import type { OperationDescription } from "@/lib/api-reference/operation";
import {
  buildCurl,
  buildUrl,
  type FilledIn,
  listHeaders,
  listMissing,
  suggestBody,
} from "@/lib/api-reference/request";
import { getSignInUrl } from "@/lib/auth/sign-in/safe-callback";
import { CodeBlock } from "./code-block";
import { RequestFields } from "./request-fields";
import { sendRequest, type TriedResponse } from "./send-request";
import { TriedResponsePanel } from "./tried-response-panel";

type Outcome =
  | { readonly kind: "none" | "asking" | "sending" | "unreachable" }
  | { readonly kind: "responded"; readonly response: TriedResponse };

/** A form that sends the request with the browser's session, and the same request for a shell. Writing asks first. */
export function RequestPanel({
  operation,
  origin,
  viewerId,
}: {
  operation: OperationDescription;
  origin: string;
  /** Null for a reader who is not signed in: only what needs no credential can be sent. */
  viewerId: number | null;
}) {
  const { translate } = useTexts();
  const [filledIn, setFilledIn] = useState(() => suggestValues(operation, viewerId));
  const [body, setBody] = useState(() => suggestBody(operation.request));
  const [problem, setProblem] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const underway = useRef<AbortController | null>(null);
  const address = buildUrl(operation, filledIn);
  const headers = listHeaders(operation, filledIn);
  const sendsBody = operation.request !== null && body.trim() !== "";

  const maySend = viewerId !== null || operation.credential === "none";

  function ask(): void {
    if (!maySend) return;
    const missing = listMissing(operation, filledIn);
    if (missing.length > 0) {
      setProblem(translate("apiReference.missing", { names: missing.join(", ") }));
    } else if (sendsBody && !isJson(body)) {
      setProblem(translate("apiReference.notJson"));
    } else {
      setProblem(null);
      if (operation.method === "GET") {
        void send();
      } else {
        setOutcome({ kind: "asking" });
      }
    }
  }

  async function send(): Promise<void> {
    const controller = new AbortController();
    underway.current = controller;
    setOutcome({ kind: "sending" });
    try {
      const response = await sendRequest(operation.method, address, {
        headers,
        body: sendsBody ? body : null,
        signal: controller.signal,
      });
      setOutcome({ kind: "responded", response });
    } catch {
      setOutcome({ kind: controller.signal.aborted ? "none" : "unreachable" });
    }
  }

  return (
    <div className="grid gap-3">
      <form
        aria-label={translate("apiReference.try")}
        className="panel grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <RequestFields
          operation={operation}
          filledIn={filledIn}
          onFillIn={(name, value) => setFilledIn({ ...filledIn, [name]: value })}
          body={body}
          onBody={setBody}
        />
        <p role="alert" className="text-negative text-sm empty:hidden">
          {problem}
        </p>
        <SendRow
          operation={operation}
          maySend={maySend}
          address={address}
          kind={outcome.kind}
          onSend={() => void send()}
          onBack={() => {
            underway.current?.abort();
            setOutcome({ kind: "none" });
          }}
        />
      </form>
      <div aria-live="polite" className="empty:hidden">
        {outcome.kind === "responded" ? <TriedResponsePanel response={outcome.response} /> : null}
        {outcome.kind === "unreachable" ? (
          <p className="text-negative text-sm">{translate("error.unreachable")}</p>
        ) : null}
      </div>
      <CodeBlock
        label={translate("apiReference.curl")}
        code={buildCurl(operation, { origin, address, body, headers })}
      />
    </div>
  );
}

function SendRow({
  operation: { id, method },
  maySend,
  address,
  kind,
  onSend,
  onBack,
}: {
  operation: Pick<OperationDescription, "id" | "method">;
  maySend: boolean;
  address: string;
  kind: Outcome["kind"];
  onSend: () => void;
  onBack: () => void;
}) {
  const { translate } = useTexts();
  if (!maySend) return <SignInRow operationId={id} />;
  if (kind === "asking") {
    return (
      <fieldset className="grid gap-3 rounded-md bg-caution-ground p-3">
        <legend className="float-left text-caution text-sm">
          {translate("apiReference.confirm")}
        </legend>
        <code className="wrap-anywhere font-mono text-sm">
          {method} {address}
        </code>
        <div className="flex flex-wrap gap-2">
          <Button autoFocus look="danger" onClick={onSend}>
            {translate("apiReference.confirmSend", { method })}
          </Button>
          <Button onClick={onBack}>{translate("apiReference.cancel")}</Button>
        </div>
      </fieldset>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button type="submit" look="primary" disabled={kind === "sending"} className="min-h-9">
        {translate(kind === "sending" ? "apiReference.sending" : "apiReference.send")}
      </Button>
      {kind === "sending" ? (
        <Button onClick={onBack}>{translate("apiReference.cancel")}</Button>
      ) : null}
      <p className="text-muted text-sm">
        {translate(method === "GET" ? "apiReference.readNote" : "apiReference.writeNote")}
      </p>
    </div>
  );
}

/** In the place of sending, for a reader who has no session to send the request with. */
function SignInRow({ operationId }: { operationId: string }) {
  const { translate } = useTexts();
  return (
    <p className="text-muted text-sm">
      {translate("apiReference.signInToSend")}{" "}
      <PageLink href={getSignInUrl(`/docs/api/${operationId}`)} className={textLinkClasses}>
        {translate("signIn.title")}
      </PageLink>
    </p>
  );
}

/** Suggests the reader's own id for a member, so that the first request works unchanged. */
function suggestValues(
  { group, parameters }: OperationDescription,
  viewerId: number | null,
): FilledIn {
  return Object.fromEntries(
    parameters.map(({ name, place }) => {
      const isMember = name === "user_id" || (name === "id" && group === "user");
      return [name, place === "path" && isMember && viewerId !== null ? String(viewerId) : ""];
    }),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
