/**
 * Checks on new databases that an import of a real file is exact, can be repeated and can be killed and continued:
 *   npm run -s verify:import -- <file.csv>
 */
import { Client } from "pg";
import { listTargets, type Target } from "@/scripts/product/targets";
import { checkFigures } from "./http-checks";
import { checkImports } from "./import-checks";
import { createReport, type Report } from "./report";

async function checkTarget(target: Target, file: string, report: Report): Promise<void> {
  report.heading(`On ${target.name}`);
  const environment = { DATABASE_URL: target.url };
  const client = new Client({ connectionString: target.url });
  await client.connect();
  try {
    await checkImports({ client, environment, file, report });
    await checkFigures({ client, environment, file, report });
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    throw new Error(
      "The file is missing. Nothing was checked. Run npm run -s verify:import -- <file>",
    );
  }
  const report = createReport();
  for (const open of listTargets()) {
    const target = await open();
    try {
      await checkTarget(target, file, report);
    } finally {
      await target.close();
    }
  }
  const failures = report.failures();
  console.log(failures === 0 ? "\nAll checks passed." : `\n${failures} checks failed.`);
  if (failures > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
