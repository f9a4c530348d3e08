import { AppError, type InvalidParam } from "@/lib/errors";
import { isEmail, isUsername, USERNAME_RULE } from "./member-name";
import { isName, MAX_NAME_LENGTH } from "./member-rules";

/** The given fields of a member, trimmed; absent keys were not given. */
export type MemberFields = {
  readonly username?: string;
  readonly email?: string | null;
  readonly displayName?: string;
  readonly team?: string | null;
};

/** @throws AppError `invalid_request` that names every invalid field; `outcome` begins its sentence. */
export function requireMemberFields(fields: MemberFields, outcome: string): void {
  const invalidParams = findMemberFieldErrors(fields);
  if (invalidParams.length > 0) {
    const reasons = invalidParams.map((param) => `${param.name} ${param.reason}`).join("; ");
    throw new AppError("invalid_request", `${outcome}: ${reasons}.`, { invalidParams });
  }
}

/** Every invalid field, by its name in requests. */
export function findMemberFieldErrors({
  username,
  email,
  displayName,
  team,
}: MemberFields): readonly InvalidParam[] {
  return [
    ...(username === undefined || isUsername(username)
      ? []
      : [{ name: "username", reason: `must have ${USERNAME_RULE}` }]),
    ...(email === undefined || email === null || isEmail(email)
      ? []
      : [{ name: "email", reason: "must be an email address" }]),
    ...(displayName === undefined || isName(displayName)
      ? []
      : [{ name: "display_name", reason: `must have 1 to ${MAX_NAME_LENGTH} characters` }]),
    ...(team === undefined || team === null || isName(team)
      ? []
      : [{ name: "team", reason: `must have 1 to ${MAX_NAME_LENGTH} characters` }]),
  ];
}
