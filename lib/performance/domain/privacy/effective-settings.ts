import { type PrivacyMode, privacyModes } from "./privacy-modes";
import { isProtectedSetting, type ProtectedSetting } from "./protection-order";

/** An approved change of a setting, which is in force from `at` on, in milliseconds since 1970. */
export type ApprovedChange = {
  readonly proposal: number;
  readonly setting: ProtectedSetting;
  readonly from: string;
  readonly to: string;
  readonly at: number;
};

export type ProtectedValues = {
  readonly privacyMode: PrivacyMode;
  readonly employeeLeaderboard: boolean;
  /** The days between the approval of a change that lowers protection, and its instant. */
  readonly noticeDays: number;
  /** The least number of members, unknown to each reader, whose figures are released together: 5 to 50. */
  readonly anonymityThreshold: number;
  /** How many months the record of a member is kept after they left: 12 to 120. */
  readonly retentionMonths: number;
};

/**
 * The settings at an instant: the stored ones, with each approved change whose time has come and whose setting has not
 * changed meanwhile. All reads of these settings go through this function.
 */
export function getEffectiveSettings(
  stored: ProtectedValues,
  changes: readonly ApprovedChange[],
  now: Date,
): ProtectedValues {
  return applyChanges(stored, changes, now).values;
}

/** Since when the mode in force comes from an approved change. Null: it is the stored one. */
export function findAnnouncedModeChange(
  stored: ProtectedValues,
  changes: readonly ApprovedChange[],
  now: Date,
): Date | null {
  const { applied } = applyChanges(stored, changes, now);
  const last = applied.findLast(({ setting }) => setting === "privacy_mode");
  return last === undefined ? null : new Date(last.at);
}

type Applied = { readonly values: ProtectedValues; readonly applied: readonly ApprovedChange[] };

function applyChanges(
  stored: ProtectedValues,
  changes: readonly ApprovedChange[],
  now: Date,
): Applied {
  return changes
    .filter(({ at }) => at <= now.getTime())
    .toSorted((left, right) => left.at - right.at)
    .reduce<Applied>(applyChange, { values: stored, applied: [] });
}

function applyChange({ values, applied }: Applied, change: ApprovedChange): Applied {
  const { setting, from, to } = change;
  return toTexts(values)[setting] === from
    ? { values: withText(values, setting, to), applied: [...applied, change] }
    : { values, applied };
}

/** The values as texts, by the names of the API. */
export function toTexts(values: ProtectedValues): Readonly<Record<ProtectedSetting, string>> {
  return {
    privacy_mode: values.privacyMode,
    employee_leaderboard: String(values.employeeLeaderboard),
    notice_days: String(values.noticeDays),
    anonymity_threshold: String(values.anonymityThreshold),
    retention_months: String(values.retentionMonths),
  };
}

/** The values with one of them replaced by a text. */
export function withText<Values extends ProtectedValues>(
  values: Values,
  setting: ProtectedSetting,
  text: string,
): Values {
  switch (setting) {
    case "privacy_mode":
      return {
        ...values,
        privacyMode: privacyModes.find((mode) => mode === text) ?? values.privacyMode,
      };
    case "employee_leaderboard":
      return { ...values, employeeLeaderboard: text === "true" };
    case "notice_days":
      return { ...values, noticeDays: Number(text) };
    case "anonymity_threshold":
      return { ...values, anonymityThreshold: Number(text) };
    case "retention_months":
      return { ...values, retentionMonths: Number(text) };
  }
}

/** The changes in a stored JSON list. Anything else in it is no change. */
export function parseApprovedChanges(json: unknown): readonly ApprovedChange[] {
  return Array.isArray(json) ? json.flatMap(parseChange) : [];
}

function parseChange(json: unknown): readonly ApprovedChange[] {
  if (typeof json !== "object" || json === null) return [];
  const { proposal, setting, from, to, at } = Object.fromEntries(Object.entries(json));
  const isComplete =
    typeof proposal === "number" &&
    typeof setting === "string" &&
    typeof from === "string" &&
    typeof to === "string" &&
    typeof at === "number";
  return isComplete && isProtectedSetting(setting) ? [{ proposal, setting, from, to, at }] : [];
}
