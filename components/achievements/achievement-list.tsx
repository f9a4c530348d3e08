"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Meter } from "@/components/ui/meter";

/** Milestones or badges of one kind, under a heading. */
export function AchievementList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="px-4 pt-3 sm:px-5">
      <h4 className="mb-1 font-medium text-xs">{label}</h4>
      <ul className="grid">{children}</ul>
    </section>
  );
}

/** A milestone or badge: its name, its meaning and the member's progress. */
export function Achievement({
  icon,
  name,
  meaning,
  aside = null,
  share = null,
  isFaded = false,
  children,
}: {
  icon: string;
  name: string;
  meaning: string;
  aside?: ReactNode;
  /** The progress, 0–1; null where nothing is left to reach. */
  share?: number | null;
  isFaded?: boolean;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[1.5rem_1fr_auto] items-baseline gap-x-2 py-1.5 text-sm">
      <span aria-hidden="true" className={clsx(isFaded && "opacity-50 grayscale")}>
        {icon}
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p>
          <span className="font-medium">{name}</span>{" "}
          <span className="text-muted text-xs">{meaning}</span>
        </p>
        {share === null ? null : (
          <div className="max-w-80 py-0.5">
            <Meter ratio={share} />
          </div>
        )}
        <div className="text-muted text-xs tabular-nums">{children}</div>
      </div>
      <div className="text-xs">{aside}</div>
    </li>
  );
}
