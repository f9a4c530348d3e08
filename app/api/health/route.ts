import { z } from "zod";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";

/** Alive: the process answers. It asks nothing of the database. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getHealth",
    summary: "Get health",
    description: "Whether the process responds.",
    tags: ["health"],
    access: "public",
    response: z.strictObject({ status: z.literal("alive") }),
    handler: async () => await Promise.resolve({ status: "alive" as const }),
  }),
});
