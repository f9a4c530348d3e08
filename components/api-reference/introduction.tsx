"use client";

import { useTexts } from "@/components/shared/text-provider";
import { CodeBlock } from "./code-block";

const example = `curl \\
  -H "Authorization: Bearer $TOKEN" \\
  "$ADDRESS/api/performance/team/leaderboard"`;

/** What all operations have in common. */
export function Introduction() {
  const { translate } = useTexts();
  const rules = [
    "apiReference.ruleCredentials",
    "apiReference.ruleProblems",
    "apiReference.ruleTimes",
    "apiReference.ruleMissing",
    "apiReference.rulePages",
    "apiReference.ruleCaching",
    "apiReference.ruleRate",
    "apiReference.ruleStable",
  ] as const;
  return (
    <div className="grid max-w-3xl gap-6">
      <div className="grid gap-2">
        <h1 className="font-semibold text-2xl">{translate("apiReference.title")}</h1>
        <p className="text-muted">{translate("apiReference.introduction")}</p>
      </div>
      <ul className="panel">
        {rules.map((rule) => (
          <li key={rule} className="border-line px-4 py-3 not-first:border-t">
            {translate(rule)}
          </li>
        ))}
      </ul>
      <CodeBlock label={translate("apiReference.curl")} code={example} />
      <p className="text-muted">
        <a
          href="/api/openapi.json"
          className="rounded-sm underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink"
        >
          /api/openapi.json
        </a>{" "}
        {translate("apiReference.document")}
      </p>
    </div>
  );
}
