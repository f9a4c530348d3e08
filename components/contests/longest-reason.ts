/** The most characters of a reason, as on the server. */
export const longestReason = 2000;
