import { requestDatabase } from "./request-database";

// Workers are numbered from 1, and no two that run at the same time share a number.
process.env.DATABASE_URL = await requestDatabase(`worker-${process.env.VITEST_POOL_ID}`);
