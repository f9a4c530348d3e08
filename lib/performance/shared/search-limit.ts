/** The most characters of a search for members. */
export const MAX_SEARCH_LENGTH = 200;
