"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { ContentDescription } from "@/lib/api-reference/operation";
import { CodeBlock } from "./code-block";
import { FieldList } from "./field-list";

/** A body of a request or response in one format: its fields and an example. */
export function ContentPanel({
  content,
  showsRequired = false,
}: {
  content: ContentDescription;
  showsRequired?: boolean;
}) {
  const { translate } = useTexts();
  const { mediaType, value, example } = content;
  return (
    <div className="grid gap-3">
      <div className="panel overflow-hidden">
        <p className="wrap-anywhere px-4 py-2.5 font-mono text-muted text-sm">
          {mediaType} · {value.type}
        </p>
        {value.fields.length === 0 ? null : (
          <div className="border-line border-t">
            <FieldList fields={value.fields} showsRequired={showsRequired} />
          </div>
        )}
      </div>
      {example === null ? null : (
        <CodeBlock label={translate("apiReference.example")} code={example} />
      )}
    </div>
  );
}
