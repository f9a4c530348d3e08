"use client";

import clsx from "clsx";
import { usePathname, useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { SearchField } from "@/components/ui/forms/search-field";
import { PageLink } from "@/components/ui/page-link";
import type { OperationHead } from "@/lib/api-reference/operation";
import { ApiPath, ApiText } from "./api-text";
import { MethodBadge } from "./method-badge";

const home = "/docs/api";

export const getUserUrl = ({ id }: Pick<OperationHead, "id">) => `${home}/${id}`;

/** All operations by group, searched by words of the name, URL or summary. On a phone it has a page of its own. */
export function OperationIndex({ operations }: { operations: readonly OperationHead[] }) {
  const { translate } = useTexts();
  const path = usePathname();
  const router = useRouter();
  const id = useId();
  const [search, setSearch] = useState("");
  const found = findOperations(operations, search);
  const [best] = found;
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
        {translate("apiReference.found", { count: found.length })}
      </p>
      <ul className="grid content-start gap-4 lg:-mx-2 lg:overflow-y-auto lg:px-2 lg:pb-4">
        {groupOperations(found).map(({ group, members }) => (
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
      </ul>
    </nav>
  );
}

function IndexEntry({ operation, path }: { operation: OperationHead; path: string }) {
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
          path={shortenPath(operation.path)}
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

function findOperations(operations: readonly OperationHead[], search: string): OperationHead[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return operations.filter(({ id, method, path, summary }) => {
    const text = `${id} ${method} ${path} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function groupOperations(operations: readonly OperationHead[]) {
  const names = [...new Set(operations.map(({ group }) => group))];
  return names.map((group) => ({
    group,
    members: operations.filter((operation) => operation.group === group),
  }));
}
