import { z } from "zod";

const text = z.string("must be text").max(1024, "must have at most 1024 characters");

/** Fields are checked where organizations and members are created, by page or command line. */
export const setup = z.strictObject({
  /** The one-time code on the console of the server. */
  code: text,
  name: text,
  /** 1–63 lower-case letters, digits and hyphens: people sign in as slug/username. */
  slug: text,
  /** An IANA name, as `Europe/Berlin`. */
  time_zone: text,
  username: text,
  email: text.nullable().optional(),
  display_name: text.optional(),
  password: text,
});

export const setupDone = z.strictObject({
  organization_id: z.number().int(),
  user_id: z.number().int(),
});
export type SetupDone = z.infer<typeof setupDone>;
