/** In characters, as they are counted by whoever types them. */
export const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 256;
