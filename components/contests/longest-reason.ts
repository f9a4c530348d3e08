/** Characters that a reason may have; the server holds to the same. */
export const longestReason = 2000;
