"use client";

import { ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import { type RowReason, recognizeReasons } from "@/lib/performance/imports/row-reasons";

/** Why a row is rejected, in the language of the page. */
export function ReasonText({ reason }: { reason: string }) {
  const reasons = recognizeReasons(reason);
  if (reasons === null) return <ServerSentence text={reason} />;
  return reasons.map((one) => (
    <OneReason key={`${one.code} ${Object.values(one.values).join(" ")}`} one={one} />
  ));
}

function OneReason({ one: { code, values, cell } }: { one: RowReason }) {
  const { translate } = useTexts();
  const nameField = (text = "") => {
    const field = fileFieldNames.find((name) => name === text);
    return field === undefined ? text : translate(`imports.fields.${field}`);
  };
  const { status = "", count = "", columns = "", character = "", name = "", target = "" } = values;
  return (
    <span>
      {translate(`imports.reasons.${code}`, {
        ...{ count, columns, character, name, target, status },
        field: nameField(values.field),
        other: nameField(values.other),
      })}
      {cell === null ? null : ` ${translate("imports.reasonCell", { cell })}`}{" "}
    </span>
  );
}
