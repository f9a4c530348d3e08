"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button, buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageLink } from "@/components/ui/page-link";
import { useSteady } from "@/components/ui/use-steady";
import { RequestProblem } from "@/lib/http/fetch-json";
import { describeLoadProblem } from "@/lib/http/problem-text";

type Query<Data> = {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
  readonly isFetching: boolean;
  readonly refetch: () => Promise<unknown>;
};

/**
 * The states of figures from the server: the last ones stay visible while new ones load, and where loading fails. A
 * message takes as much room as the figures, so that nothing moves. Under a pressed pointer they do not change.
 */
export function Loaded<Data>({
  query,
  skeleton,
  children,
}: {
  query: Query<Data>;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const data = useSteady(query.data);
  if (data === undefined) {
    return query.error === null ? (
      skeleton
    ) : (
      <div className="grid items-start *:[grid-area:1/1]">
        <div className="invisible">{skeleton}</div>
        <LoadProblem query={query} error={query.error} />
      </div>
    );
  }
  return (
    <>
      {query.error === null ? null : <LoadProblem query={query} error={query.error} />}
      {children(data)}
    </>
  );
}

function LoadProblem({ query, error }: { query: Query<unknown>; error: Error }) {
  const { translate, format } = useTexts();
  const what =
    query.data === undefined
      ? translate("error.load")
      : translate("error.refresh", {
          time: format.timeOf(new Date(query.dataUpdatedAt).toISOString()),
        });
  const isSignedOut = error instanceof RequestProblem && error.status === 401;
  return (
    <div className="p-3">
      <Notice
        action={
          isSignedOut ? (
            <PageLink href="/sign-in" className={buttonClasses("quiet")}>
              {translate("error.signIn")}
            </PageLink>
          ) : (
            <Button disabled={query.isFetching} onClick={() => void query.refetch()}>
              {translate("error.retry")}
            </Button>
          )
        }
      >
        {what} {describeLoadProblem(error, translate)}
      </Notice>
    </div>
  );
}
