/** In Unicode code points. */
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 256;
/** Of a password in a request, in UTF-16 code units: no longer text is read. */
export const MAX_PASSWORD_TEXT_LENGTH = 1024;

export function isPasswordLength(password: string): boolean {
  const { length } = [...password];
  return length >= MIN_PASSWORD_LENGTH && length <= MAX_PASSWORD_LENGTH;
}
