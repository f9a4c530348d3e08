"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { Translate } from "@/lib/i18n/messages";
import type { VerificationResponse } from "@/lib/performance/verification/schemas";

type Result = NonNullable<VerificationResponse["result"]>;

/** A verification: its state and, when it has finished, what differs. */
export function VerificationRow({ verification }: { verification: VerificationResponse }) {
  const { translate, format } = useTexts();
  const { result } = verification;
  return (
    <li className="grid gap-1 border-line border-t px-4 py-3 text-sm sm:px-5">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span role="status" className="font-medium">
          {describeState(verification, translate)}
        </span>
        <span className="text-muted">
          {translate("verification.requested", {
            time: format.dayAndTime(verification.requested_at),
          })}
        </span>
      </p>
      {result === null ? null : (
        <Found result={result} checkpoints={verification.compared_checkpoints} />
      )}
    </li>
  );
}

function describeState({ status, result }: VerificationResponse, translate: Translate): string {
  if (status !== "finished" || result === null) {
    return translate(`verification.${status === "finished" ? "failed" : status}`);
  }
  const count = result.found + result.checkpoint_differences.length;
  return count === 0
    ? translate("verification.clean")
    : translate("verification.differs", { count });
}

function Found({ result, checkpoints }: { result: Result; checkpoints: number }) {
  const { translate } = useTexts();
  const { members, entries, waiting, unsealed } = result;
  const lines = listDifferences(result, translate);
  return (
    <>
      <p className="text-muted">
        {translate("verification.scope", { members, entries, checkpoints })}
      </p>
      {waiting === 0 ? null : (
        <p className="text-muted">{translate("verification.notCounted", { count: waiting })}</p>
      )}
      {unsealed === 0 ? null : (
        <p className="text-muted">{translate("verification.unsealed", { count: unsealed })}</p>
      )}
      {lines.length === 0 ? null : (
        <ul className="list-disc pl-5">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The names of the values are those of the command line. */
function listDifferences(result: Result, translate: Translate): readonly string[] {
  return [
    ...result.checkpoint_differences.map(({ number, found }) =>
      translate(
        found === "missing" ? "verification.checkpointMissing" : "verification.checkpointOther",
        { number },
      ),
    ),
    ...result.differences.map(({ user_id: id, what }) =>
      id === null ? what : translate("verification.member", { id, what }),
    ),
  ];
}
