import { emptyWorkerDatabase } from "./request-database";

process.env.DATABASE_URL = await emptyWorkerDatabase();
