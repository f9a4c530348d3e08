import type { ReactNode } from "react";

const tones = {
  neutral: "border-line text-muted",
  caution: "border-transparent bg-caution-ground text-caution",
} as const;

export function Badge({
  tone = "neutral",
  children,
}: {
  tone?: keyof typeof tones;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-block whitespace-nowrap rounded-sm border px-1.5 font-medium text-xs ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
