import { z } from "zod";
import { methods } from "@/lib/api/methods";
import { getReadiness, workerPlaces } from "@/lib/api/readiness";
import { route } from "@/lib/api/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getReadiness",
    summary: "Get readiness",
    description:
      "Whether the database responds and has every migration, and which process runs jobs.",
    tags: ["service"],
    access: "public",
    response: z
      .strictObject({
        status: z.literal("ready"),
        database: z.literal("ok"),
        migrations: z.literal("ok"),
        worker: z.enum(workerPlaces),
      })
      .meta({ id: "Readiness" }),
    handler: ({ context }) => getReadiness(context),
  }),
});
