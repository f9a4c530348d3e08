/** Why a parameter or field is invalid, for programs. */
export const paramCodes = [
  "missing",
  "unknown",
  "repeated",
  "wrong_type",
  "out_of_range",
  "not_an_option",
  "invalid_format",
  "invalid_time",
  "time_without_zone",
  "end_of_list",
  "invalid_cursor",
  "conflicting",
  "unknown_reference",
  "invalid_value",
] as const;

export type ParamCode = (typeof paramCodes)[number];

/** The options of a rule of a schema that has a code of its own. */
export function describeRule(code: ParamCode, error: string) {
  return { error, params: { code } };
}
