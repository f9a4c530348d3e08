"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { ProblemDescription, ResponseDescription } from "@/lib/api-reference/operation";
import { ApiText } from "./api-text";
import { ContentPanel } from "./content-panel";

export function Responses({ responses }: { responses: readonly ResponseDescription[] }) {
  return (
    <div className="grid gap-4">
      {responses.map(({ status, description, contents }) => (
        <div key={status} className="grid gap-3">
          <p>
            <span className="mr-2 font-medium font-mono text-positive tabular-nums">{status}</span>
            <ApiText text={description} className="text-muted" />
          </p>
          {contents.map((content) => (
            <ContentPanel key={content.mediaType} content={content} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** All errors have the same shape: only their conditions differ. */
export function Problems({ problems }: { problems: readonly ProblemDescription[] }) {
  const { translate } = useTexts();
  return (
    <div className="grid gap-3">
      <p className="text-muted text-sm">{translate("apiReference.problemShape")}</p>
      <ul className="panel overflow-hidden">
        {problems.map(({ status, description, codes }) => (
          <li
            key={status}
            className="grid gap-x-4 gap-y-0.5 border-line px-4 py-2.5 not-first:border-t sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
          >
            <p className="font-mono text-sm">
              <span className="mr-2 font-medium text-negative tabular-nums">{status}</span>
              <span className="wrap-anywhere">{codes.join(", ")}</span>
            </p>
            <p className="text-sm">
              <ApiText text={description} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
