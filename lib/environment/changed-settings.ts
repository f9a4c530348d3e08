import { settingDefaults } from "./setting-defaults.mjs";

export type ChangedSetting = {
  readonly name: string;
  /** Null: a secret, or a place on this machine, which is set. */
  readonly value: string | null;
};

/** The settings that differ from their defaults. An empty variable counts as unset. */
export function listChangedSettings(
  source: Readonly<Record<string, string | undefined>>,
): readonly ChangedSetting[] {
  return Object.entries(settingDefaults).flatMap(([name, { value, isHidden }]) => {
    const set = source[name];
    if (!set || set === value) return [];
    return [{ name, value: isHidden ? null : set }];
  });
}
