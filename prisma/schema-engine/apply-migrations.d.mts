/** The migrations of a folder as Prisma's command line sends them to its engine. */
export function readMigrations(folder: string): Promise<object>;

/**
 * Applies the missing migrations of a folder to a database, as `prisma migrate deploy` does.
 * @returns the names of those that it applied.
 */
export function applyMigrations(options: {
  readonly url: string;
  readonly folder: string;
}): Promise<readonly string[]>;
