"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { PageLink } from "@/components/ui/page-link";
import type { OperationDescription } from "@/lib/api-reference/operation";
import { ApiPath, ApiText } from "./api-text";
import { ContentPanel } from "./content-panel";
import { FieldList } from "./field-list";
import { MethodBadge } from "./method-badge";
import { RequestPanel } from "./request-panel";
import { Problems, Responses } from "./responses";

/** One operation: access, parameters, request, responses, errors, and a form to try it. */
export function OperationPage({
  operation,
  origin,
  viewerId,
}: {
  operation: OperationDescription;
  origin: string;
  viewerId: number | null;
}) {
  const { translate } = useTexts();
  const { parameters, request } = operation;
  return (
    <article className="grid gap-8">
      <Heading operation={operation} />
      {parameters.length === 0 ? null : (
        <Part title={translate("apiReference.parameters")}>
          <div className="panel overflow-hidden">
            <FieldList fields={parameters} showsRequired />
          </div>
        </Part>
      )}
      {request === null ? null : (
        <Part title={translate("apiReference.request")}>
          <ContentPanel content={request} showsRequired />
        </Part>
      )}
      <Part title={translate("apiReference.try")}>
        <RequestPanel operation={operation} origin={origin} viewerId={viewerId} />
      </Part>
      <Part title={translate("apiReference.responses")}>
        <Responses responses={operation.responses} />
      </Part>
      <Part title={translate("apiReference.problems")}>
        <Problems problems={operation.problems} />
      </Part>
    </article>
  );
}

function Heading({ operation }: { operation: OperationDescription }) {
  const { translate } = useTexts();
  const { method, path, summary, access, scopes, credential } = operation;
  return (
    <header className="grid gap-3">
      <PageLink
        href="/docs/api"
        className="w-fit rounded-sm text-muted text-sm underline decoration-line-strong/50 underline-offset-3 hover:text-ink lg:hidden"
      >
        {translate("apiReference.all")}
      </PageLink>
      <h1 className="font-semibold text-2xl">
        <ApiText text={summary} />
      </h1>
      <p className="flex items-baseline gap-3 text-lg">
        <MethodBadge method={method} />
        <ApiPath path={path} className="text-base" />
      </p>
      <p>
        <ApiText text={access} />
      </p>
      <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
        {translate(credentialTexts[credential])}
        {scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </p>
    </header>
  );
}

const credentialTexts = {
  none: "apiReference.credentialNone",
  session: "apiReference.credentialSession",
  "session or token": "apiReference.credentialToken",
} as const;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}
