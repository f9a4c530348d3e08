import { z } from "zod";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";

/** Does not use the database. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getHealth",
    summary: "Get health",
    description: "Whether the process responds.",
    tags: ["service"],
    access: "public",
    response: z.strictObject({ status: z.literal("alive") }).meta({ id: "Health" }),
    handler: async () => await Promise.resolve({ status: "alive" as const }),
  }),
});
