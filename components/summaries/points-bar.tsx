"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/** The score as a bar of 100 points, divided into the contributions of the components. */
export function PointsBar({ points }: { points: UserSummary["points"] }) {
  const { translate, format } = useTexts();
  const onTime = points.on_time ?? 0;
  const skill = points.skill ?? 0;
  const difficulty = points.difficulty ?? 0;
  const label = translate("widget.pointsBar", {
    onTime: format.score(points.on_time),
    skill: format.score(points.skill),
    difficulty: format.score(points.difficulty),
  });
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height="10"
      className="block overflow-hidden rounded-sm"
    >
      <rect width="100%" height="10" className="fill-sunken" />
      <rect width={`${onTime}%`} height="10" className="fill-component-on-time" />
      <rect x={`${onTime}%`} width={`${skill}%`} height="10" className="fill-component-skill" />
      <rect
        x={`${onTime + skill}%`}
        width={`${difficulty}%`}
        height="10"
        className="fill-component-difficulty"
      />
      {[onTime, onTime + skill, onTime + skill + difficulty].map((edge, index) => (
        // There are three edges, always in this order.
        <rect
          key={["on-time", "skill", "difficulty"][index]}
          x={`${edge}%`}
          width="2"
          height="10"
          className="fill-surface"
        />
      ))}
    </svg>
  );
}
