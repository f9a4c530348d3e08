/**
 * The instant at which every integration test runs, whatever the day: a Wednesday about noon, weeks from any change of
 * clocks. A worker's clock starts here with each file; the database's own clock does not.
 */
export const frozenNow = new Date("2026-05-13T10:17:23.456Z");
