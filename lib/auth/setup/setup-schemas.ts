import { z } from "zod";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "@/lib/auth/password/password-length";

const text = z.string("must be text").max(1024, "must have at most 1024 characters");

/** Fields are checked where organizations and members are created, by page or command line. */
export const setup = z
  .strictObject({
    code: text.describe("The one-time code on the console of the server."),
    name: text.describe("The name of the organization."),
    slug: text.describe(
      "1–63 lower-case letters, digits and hyphens: people sign in as slug/username.",
    ),
    time_zone: text.describe("An IANA name, as `Europe/Berlin`."),
    username: text.describe("The username of the first administrator."),
    email: text.nullable().optional().describe("Their e-mail address; null: none."),
    display_name: text.optional().describe("Their name; by default the username."),
    password: text.describe(
      `Their password: ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters; not a common password.`,
    ),
  })
  .meta({ id: "Setup" });

export const setupDone = z
  .strictObject({
    organization_id: z.number().int(),
    user_id: z.number().int(),
  })
  .meta({ id: "SetupDone" });
export type SetupDone = z.infer<typeof setupDone>;
