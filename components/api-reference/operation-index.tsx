"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { usePathname, useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { SearchField } from "@/components/ui/forms/search-field";
import { PageLink } from "@/components/ui/page-link";
import { toJson } from "@/lib/api-reference/json-schema";
import type { OperationHead } from "@/lib/api-reference/operation";
import { readOperations } from "@/lib/api-reference/read-operations";
import { readSearchTexts, searchOperations } from "@/lib/api-reference/search";
import { ApiPath, ApiText } from "./api-text";
import { MethodBadge } from "./method-badge";

const home = "/docs/api";

export const getUserUrl = ({ id }: Pick<OperationHead, "id">) => `${home}/${id}`;

/**
 * All operations by group, searched by words of the name, URL or summary, and then of fields and descriptions, which
 * the document has. On a phone it has a page of its own.
 */
export function OperationIndex({ operations }: { operations: readonly OperationHead[] }) {
  const { translate } = useTexts();
  const path = usePathname();
  const router = useRouter();
  const id = useId();
  const [search, setSearch] = useState("");
  const texts = useQuery({
    queryKey: ["search texts of the API"],
    queryFn: async () => {
      const response = await fetch("/api/openapi.json");
      if (!response.ok) throw new Error("The document of the API is not available.");
      return readSearchTexts(readOperations(toJson(await response.json())));
    },
    enabled: search.trim() !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { byName, byText } = searchOperations(operations, texts.data ?? null, search);
  const best = byName[0] ?? byText[0]?.operation;
  return (
    <nav
      aria-labelledby={id}
      className={clsx(
        "content-start gap-4 lg:sticky lg:top-20 lg:grid lg:max-h-[calc(100dvh-6rem)] lg:grid-rows-[auto_auto_minmax(0,1fr)] lg:col-start-1 lg:row-start-1 lg:self-start",
        path === home ? "grid" : "hidden",
      )}
    >
      <h2 id={id} className="sr-only">
        {translate("apiReference.all")}
      </h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (best !== undefined) {
            router.push(getUserUrl(best));
          }
        }}
      >
        <SearchField label={translate("apiReference.search")} value={search} onChange={setSearch} />
      </form>
      <p role="status" className="text-muted text-sm">
        {translate("apiReference.found", { count: byName.length + byText.length })}
      </p>
      <ul className="grid content-start gap-4 lg:-mx-2 lg:overflow-y-auto lg:px-2 lg:pb-4">
        {groupOperations(byName).map(({ group, members }) => (
          <li key={group}>
            <h3 lang="en" className="mb-1 font-semibold text-sm">
              {group}
            </h3>
            <ul>
              {members.map((operation) => (
                <IndexEntry key={operation.id} operation={operation} path={path} />
              ))}
            </ul>
          </li>
        ))}
        {byText.length === 0 ? null : (
          <li>
            <h3 className="mb-1 font-semibold text-sm">
              {translate("apiReference.mentioned", { count: byText.length })}
            </h3>
            <ul>
              {byText.map(({ operation, fields }) => (
                <IndexEntry
                  key={operation.id}
                  operation={operation}
                  path={path}
                  detail={fields.join(", ")}
                />
              ))}
            </ul>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** @param detail in the place of the path; none by default. */
function IndexEntry({
  operation,
  path,
  detail = "",
}: {
  operation: OperationHead;
  path: string;
  detail?: string;
}) {
  const address = getUserUrl(operation);
  return (
    <li>
      <PageLink
        href={address}
        aria-current={path === address ? "page" : undefined}
        className="-mx-2 grid grid-cols-[3.25rem_minmax(0,1fr)] items-baseline rounded-md px-2 py-1 text-sm -outline-offset-2 hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:font-medium"
      >
        <MethodBadge method={operation.method} />
        <ApiText text={operation.summary} />
        <ApiPath
          path={detail === "" ? shortenPath(operation.path) : detail}
          className="col-start-2 font-normal text-muted text-xs"
        />
      </PageLink>
    </li>
  );
}

/** Without the prefix that nearly all URLs share. */
function shortenPath(path: string): string {
  return path.replace(/^\/api\/performance\//, "…/");
}

function groupOperations(operations: readonly OperationHead[]) {
  const names = [...new Set(operations.map(({ group }) => group))];
  return names.map((group) => ({
    group,
    members: operations.filter((operation) => operation.group === group),
  }));
}
