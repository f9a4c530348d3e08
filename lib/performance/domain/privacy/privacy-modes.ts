/** What members see of each other, from the least protective mode to the most. */
export const privacyModes = ["named", "pseudonymous", "aggregate"] as const;

export type PrivacyMode = (typeof privacyModes)[number];
