import { readFileSync } from "node:fs";

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function countVitest(file) {
  const report = readReport(file);
  return (
    report && {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  );
}

function countPlaywright(file) {
  const stats = readReport(file)?.stats;
  return (
    stats && {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }
  );
}

function vitestArguments(file) {
  return ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
}

/**
 * What is checked, by the scripts of package.json. `after` names steps that must have passed;
 * `alone` keeps a step from running beside others, for it needs both cores; `isOnRequest` leaves it out
 * unless `--only` names it.
 */
export function listSteps(reportFolder) {
  const report = (name) => `${reportFolder}/${name}.json`;
  return [
    { name: "format and lint", id: "lint", script: "lint", after: [] },
    { name: "database client", id: "generate", script: "db:generate", after: [] },
    { name: "types", id: "types", script: "types", after: ["generate"] },
    {
      name: "unit and property tests",
      id: "unit",
      script: "test:unit",
      args: vitestArguments(report("unit")),
      count: () => countVitest(report("unit")),
      after: ["generate"],
    },
    {
      name: "integration tests",
      id: "integration",
      script: "test:integration",
      args: vitestArguments(report("integration")),
      count: () => countVitest(report("integration")),
      after: ["generate"],
    },
    {
      name: "tests on PostgreSQL",
      id: "postgresql",
      script: "test:postgresql",
      args: vitestArguments(report("postgresql")),
      count: () => countVitest(report("postgresql")),
      after: ["generate"],
      isOnRequest: true,
    },
    {
      name: "description of the API and generated clients",
      id: "clients",
      script: "test:clients",
      after: [],
    },
    { name: "production build", id: "build", script: "build", after: ["types"] },
    {
      name: "browser tests",
      id: "e2e",
      script: "test:e2e",
      args: ["--reporter=list,json"],
      environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report("e2e") },
      count: () => countPlaywright(report("e2e")),
      after: ["build"],
      alone: true,
    },
  ];
}
