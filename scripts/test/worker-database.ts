import { inject } from "vitest";

// Workers are numbered from 1, and no two that run at the same time share a number.
const url = inject("databaseUrls")[Number(process.env.VITEST_POOL_ID) - 1];
if (url === undefined) throw new Error("There are more workers than databases.");
process.env.DATABASE_URL = url;
