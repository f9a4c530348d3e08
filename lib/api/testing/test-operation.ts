/** The description of a route that only a test declares. */
export const testOperation = { operationId: "test", summary: "Test", tags: ["user"] } as const;
