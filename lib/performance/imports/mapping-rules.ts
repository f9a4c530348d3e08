/** The built-in mappings by the names that options and requests have for them. */
export const mappingNames = [
  ...(["own", "jira", "github-projects", "github-issues", "linear", "asana"] as const),
  ...(["azure-devops", "gitlab", "trello", "clickup", "redmine", "youtrack", "monday"] as const),
] as const;
export type MappingName = (typeof mappingNames)[number];

export const dateOrders = ["ymd", "dmy", "mdy"] as const;
export const decimalSigns = [".", ","] as const;
export const midnightMeanings = ["day", "time"] as const;
export const fileEncodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;

/** Of the name of a saved mapping, in characters. */
export const MAX_MAPPING_NAME_LENGTH = 100;
