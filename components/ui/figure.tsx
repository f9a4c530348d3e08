import { missingSign } from "@/lib/i18n/format";

/** A formatted value. A missing one does not look like a low one, and tells screen readers the reason. */
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
