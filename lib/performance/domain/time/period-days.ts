/** The lengths of the periods that pages offer, in local days that end today. */
export const periods = [7, 30, 90, 365] as const;
