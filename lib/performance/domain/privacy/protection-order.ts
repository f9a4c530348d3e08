import { privacyModes } from "./privacy-modes";

const modes: readonly string[] = privacyModes;

/**
 * The settings that protect members, each with its order of protection: a greater rank protects more. A change to a
 * lower rank needs a second person. Another setting is one more line.
 */
const ranks = {
  privacy_mode: (value: string) => modes.indexOf(value),
  employee_leaderboard: (value: string) => ["true", "false"].indexOf(value),
  notice_days: Number,
  anonymity_threshold: Number,
  /** A shorter one removes records, which no later change brings back. */
  retention_months: Number,
} as const satisfies Record<string, (value: string) => number>;

export type ProtectedSetting = keyof typeof ranks;

/** Every protected setting, by its name in the API. */
export const protectedSettings = Object.keys(ranks).filter(isProtectedSetting);

export function isProtectedSetting(name: string): name is ProtectedSetting {
  return name in ranks;
}

/** Whether members are less protected after the change. Values are texts as `aggregate`, `true` and `14`. */
export function lowersProtection(setting: ProtectedSetting, from: string, to: string): boolean {
  return ranks[setting](to) < ranks[setting](from);
}
