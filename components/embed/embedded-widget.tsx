"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { WidgetMetrics, WidgetScore } from "@/components/summaries/widget-figures";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { type EmbedCredential, embeddedWidgetOptions, isGone } from "@/lib/auth/share-links/reads";
import type { SharedWidget } from "@/lib/auth/share-links/schemas";
import { type EmbedState, useHandedToken, useIsFramed, useReport } from "./use-host-page";

/**
 * The widget for another site's page, opened by the link in its URL, else by a token from the page around it. `initial`
 * is the server's response; null: none yet. `isRejected`: the link is not valid.
 */
export function EmbeddedWidget({
  userId,
  link,
  isRejected,
}: {
  userId: number;
  link: string | null;
  isRejected: boolean;
}) {
  const { translate } = useTexts();
  const root = useRef<HTMLDivElement>(null);
  const credential = getCredential(link, useHandedToken());
  const isFramed = useIsFramed();
  const query = useQuery(embeddedWidgetOptions(userId, isRejected ? null : credential));
  const isLost = isRejected || (credential === null && isFramed === false) || isGone(query.error);
  const state = getEmbedState(isLost, query);
  useReport(root, state);
  return (
    <div
      ref={root}
      className="performance-widget panel @min-[30rem]:grid @min-[30rem]:grid-cols-2 flex flex-col gap-4 p-4"
    >
      {/* In its frame, it is the whole page. */}
      <h1 className="col-span-full">{translate("embed.title")}</h1>
      <Contents state={state} figures={query.data} onRetry={() => void query.refetch()} />
    </div>
  );
}

function getCredential(link: string | null, token: string | null): EmbedCredential | null {
  if (link !== null) return { kind: "link", link };
  return token === null ? null : { kind: "token", token };
}

type Query = { readonly data: SharedWidget | undefined; readonly error: Error | null };

function getEmbedState(isLost: boolean, { data, error }: Query): EmbedState {
  if (isLost) return "gone";
  if (error !== null) return "offline";
  return data === undefined ? "loading" : "shown";
}

function Contents({
  state,
  figures,
  onRetry,
}: {
  state: EmbedState;
  figures: SharedWidget | undefined;
  onRetry: () => void;
}) {
  const { translate } = useTexts();
  if (state === "gone") {
    return (
      <p role="status" className="col-span-full text-muted">
        {translate("embed.gone")}
      </p>
    );
  }
  if (state === "loading") {
    return (
      <>
        <p role="status" className="sr-only">
          {translate("embed.loading")}
        </p>
        <Skeleton className="h-14 w-28" />
        <Skeleton className="h-20 w-full" />
      </>
    );
  }
  return (
    <>
      {state === "offline" ? (
        <Unreached hasFigures={figures !== undefined} onRetry={onRetry} />
      ) : null}
      {figures === undefined ? null : <Figures figures={figures} />}
    </>
  );
}

function Unreached({ hasFigures, onRetry }: { hasFigures: boolean; onRetry: () => void }) {
  const { translate } = useTexts();
  return (
    <div
      role="status"
      className="col-span-full flex flex-wrap items-center gap-2 text-muted text-sm"
    >
      <p className="min-w-0 flex-1 basis-40">
        {translate(hasFigures ? "embed.lastFigures" : "embed.unreached")}
      </p>
      <Button onClick={onRetry}>{translate("error.retry")}</Button>
    </div>
  );
}

function Figures({ figures }: { figures: SharedWidget }) {
  const { translate } = useTexts();
  const hasScore = figures.current_performance_score !== null;
  return (
    <>
      <WidgetScore figures={figures} />
      <WidgetMetrics figures={figures} />
      {hasScore && !figures.provisional ? null : (
        <p className="col-span-full border-line border-t pt-3 text-muted text-xs">
          {translate(hasScore ? "widget.provisionalReason" : "widget.empty")}
        </p>
      )}
    </>
  );
}
