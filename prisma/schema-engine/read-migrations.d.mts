/** The migrations of a folder as Prisma's command line sends them to its engine. */
export function readMigrations(folder: string): Promise<object>;
