"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";

/** Code to read and to copy, wrapped so that nothing is cut off. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const { translate } = useTexts();
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      setOutcome("copied");
    } catch {
      // Browsers allow it on a secure connection only.
      setOutcome("failed");
    }
  }

  return (
    <figure className="panel overflow-hidden">
      <figcaption className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-line border-b px-3 py-1.5">
        <span className="font-medium text-sm">{label}</span>
        <span className="flex items-center gap-2">
          <span role="status" className="text-muted text-sm empty:hidden">
            {outcome === null ? null : translate(`apiReference.${outcome}`)}
          </span>
          <Button
            aria-label={translate("apiReference.copyNamed", { name: label })}
            onClick={() => void copy()}
          >
            {translate("secret.copy")}
          </Button>
        </span>
      </figcaption>
      <pre lang="en" className="wrap-anywhere whitespace-pre-wrap px-3 py-2.5 font-mono text-sm">
        {code}
      </pre>
    </figure>
  );
}
