/** The settings of an installation with their defaults; null: none. */
export const settingDefaults: Readonly<
  Record<string, { readonly value: string | null; readonly isHidden: boolean }>
>;
