import { missingSign } from "@/lib/i18n/format";

/** A formatted value. What is missing looks unlike a low value, and says to a screen reader why it is missing. */
export function Figure({ value, missing }: { value: string; missing: string }) {
  if (value !== missingSign) {
    return value;
  }
  return (
    <span className="font-normal text-muted" title={missing}>
      <span aria-hidden="true">{value}</span>
      <span className="sr-only">{missing}</span>
    </span>
  );
}
