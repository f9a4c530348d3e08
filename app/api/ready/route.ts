import { z } from "zod";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { requireReadiness } from "@/lib/readiness";

/** Ready: the database answers and has every migration of this release. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: "public",
    response: z.strictObject({
      status: z.literal("ready"),
      database: z.literal("ok"),
      migrations: z.literal("ok"),
    }),
    handler: ({ context }) => requireReadiness(context),
  }),
});
