import { openQueries, subjects } from "./subjects.mjs";

/**
 * Which room may import which. `findWrongImports` applies the first room whose pattern fits a file; a bare name is a
 * package, everything else a path from the root. Tests and `testing/` folders are outside the rooms but for the last
 * two rows.
 */

const databasePackages = ["pg", "kysely*", "@prisma/*", "@electric-sql/*"];
const chartPackages = ["chart.js", "react-chartjs-2"];
const serverPackages = ["server-only", "next/headers", "next/server", "next-auth", "node:*"];
const aboveLib = ["app/*", "components/*", "e2e/*", "scripts/*", "prisma/*", "bench/*"];
const subjectComponents = [...subjects, "auth", "contests", "embed", "jobs", "settings", "status"]
  .filter((name) => name !== "shared")
  .map((name) => `components/${name}/*`);
const queryFolders = subjects.map((name) => `lib/performance/${name}/queries/*`);

function listSubjectRooms() {
  return subjects.flatMap((name, index) => {
    const folder = `lib/performance/${name}`;
    const below = subjects.slice(0, index + 1).map((one) => `lib/performance/${one}/*`);
    const closed = subjects
      .filter((one) => one !== name && !openQueries.includes(one))
      .map((one) => `lib/performance/${one}/queries/*`);
    return [
      {
        files: `${folder}/queries/*`,
        may: [
          ...["server-only", "kysely", "kysely/helpers/postgres"],
          ...["lib/db/*", "lib/performance/domain/*", `${folder}/queries/*`],
          ...openQueries
            .filter((one) => subjects.indexOf(one) < index)
            .map((one) => `lib/performance/${one}/queries/*`),
        ],
        mayNot: ["lib/db/generated/*"],
        because: "Queries import lib/db, the domain, and queries of their subject or of the core.",
      },
      {
        files: `${folder}/*{schemas,rules}.ts`,
        may: ["zod", "zod/mini", "lib/http/download", "lib/param-codes", ...below],
        mayNot: queryFolders,
        because: "Schemas and rules import the domain, zod and those of lower subjects only.",
      },
      {
        files: `${folder}/*reads.ts`,
        may: ["@tanstack/react-query", "lib/http/*", ...below],
        mayNot: queryFolders,
        mayTypesOnly: ["*schemas"],
        because: "Reads are shared with the browser: they import lib/http and types of schemas.",
      },
      {
        files: `${folder}/*`,
        may: ["server-only", "csv-stringify/*", "lib/*", ...below],
        mayNot: [
          ...closed,
          ...subjects.slice(index + 1).map((one) => `lib/performance/${one}/*`),
          "lib/db/generated/*",
          "lib/api/*",
        ],
        mayTypesOnly: ["lib/db/client"],
        because:
          "Services import lower subjects, never another subject's queries, the wrapper or a framework.",
      },
    ];
  });
}

export const rooms = [
  {
    files: "lib/performance/domain/time/local-time.ts",
    may: ["temporal-polyfill", "lib/performance/domain/*"],
    because: "The domain is pure: it imports the domain, and here the calendar.",
  },
  {
    files: "lib/performance/domain/*",
    may: ["lib/performance/domain/*"],
    because: "The domain is pure: it imports the domain only.",
  },
  {
    files: "lib/performance/access/{permissions,visible-members}.ts",
    may: [
      ...["lib/performance/domain/*", "lib/performance/access/permissions"],
      ...["lib/context", "lib/errors"],
    ],
    because: "Access rules are pure predicates.",
  },
  {
    files: "lib/performance/access/privacy-mode.ts",
    may: ["lib/performance/domain/*", "lib/performance/access/*", "lib/context", "lib/errors"],
    mayNot: queryFolders,
    because: "Access rules are pure predicates.",
  },
  ...listSubjectRooms(),
  {
    files: "lib/{auth,jobs}/*reads.ts",
    may: ["@tanstack/react-query", "lib/*"],
    mayNot: [...queryFolders, "lib/db/*", "lib/api/*"],
    mayNotServices: true,
    mayTypesOnly: ["*schemas"],
    because: "Reads are shared with the browser: they import lib/http and types of schemas.",
  },
  {
    files: "lib/db/*",
    mayNot: [
      ...aboveLib,
      ...chartPackages,
      ...["lib/performance/*", "lib/api/*", "lib/auth/*", "lib/ingest/*", "lib/jobs/*"],
      ...["lib/context", "lib/http/*", "lib/i18n/*"],
    ],
    because: "lib/db is the ground: it knows nothing of what is built on it.",
  },
  {
    files: "lib/api/*",
    mayNot: [...aboveLib, ...chartPackages, ...queryFolders, "lib/db/generated/*"],
    mayNotServices: true,
    because: "The wrapper knows no endpoint: handlers are passed to it.",
  },
  {
    files: "lib/*",
    mayNot: [...aboveLib, ...chartPackages, "lib/db/generated/*"],
    because: "lib is below the pages, the scripts and the tests: it imports none of them.",
  },
  {
    files: "components/charts/*",
    mayNot: [...databasePackages, ...serverPackages, ...queryFolders, "lib/db/*", "app/*"],
    mayNotServices: true,
    because: "Components run in the browser: they import components and client-safe lib only.",
  },
  {
    files: "components/{ui,shared,people}/*",
    mayNot: [
      ...[...databasePackages, ...serverPackages, ...chartPackages, ...queryFolders],
      ...["lib/db/*", "lib/api/*", "lib/ingest/*", "lib/environment/environment", "lib/log"],
      ...["app/*", "e2e/*", "scripts/*", "prisma/*", "bench/*"],
      ...subjectComponents,
    ],
    mayNotServices: true,
    because: "What several subjects share imports no subject.",
  },
  {
    files: "components/*",
    mayNot: [
      ...[...databasePackages, ...serverPackages, ...chartPackages, ...queryFolders],
      ...["lib/db/*", "lib/api/*", "lib/ingest/*", "lib/environment/environment", "lib/log"],
      ...["app/*", "e2e/*", "scripts/*", "prisma/*", "bench/*"],
    ],
    mayNotServices: true,
    because: "Components run in the browser: they import components and client-safe lib only.",
  },
  {
    files: "{app/*,proxy.ts,instrumentation.ts}",
    mayNot: [
      ...[...databasePackages, ...chartPackages, ...queryFolders],
      ...["lib/db/*", "e2e/*", "scripts/*", "prisma/*", "bench/*"],
    ],
    because: "Pages and handlers call services, never queries or the database.",
  },
  {
    files: "e2e/*",
    mayNot: ["app/*", "components/*", "lib/db/*", ...queryFolders],
    mayNotServices: true,
    because: "Browser tests see the product from outside.",
  },
  {
    files: "{scripts,prisma,bench}/*",
    mayNot: ["app/*", "components/*", "e2e/*"],
    because: "Scripts are built on lib, not on pages.",
  },
];

/** The rooms of test files and of `testing/` folders, by the same rule. */
export const testRooms = [
  {
    files: "lib/performance/domain/*",
    may: ["lib/performance/domain/*", "vitest", "fast-check", "temporal-polyfill"],
    because: "Tests of the domain need no more than the domain.",
  },
  {
    files: "lib/db/testing/*",
    mayNot: ["e2e/*"],
    because: "Unit and integration tests do not depend on browser tests.",
  },
  {
    files: "{app,components,lib}/*",
    mayNot: ["e2e/*", "lib/db/generated/*"],
    because: "Unit and integration tests use neither browser tests nor the generated client.",
  },
];

const isTest = (file) => /\.test\.(ts|tsx|mjs)$|\/testing\/|\/_tests\//.test(file);
const importPattern = /(\btype \{[^}]*\} )?(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"([^"\n]+)"/g;

/** A pattern of this table: `*` fits any rest, `{a,b}` either; everything else is itself. */
function fits(pattern, name) {
  const source = pattern
    .replace(/[.+^$()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replace(/\{([^}]*)\}/g, (_, choices) => `(?:${choices.replaceAll(",", "|")})`);
  return new RegExp(`^${source}$`).test(name);
}

const fitsOne = (patterns, name) => patterns?.some((pattern) => fits(pattern, name)) ?? false;

function toName(file, specifier) {
  if (specifier.startsWith("@/")) {
    return specifier.slice(2);
  }
  if (specifier.startsWith("./")) {
    return `${file.slice(0, file.lastIndexOf("/") + 1)}${specifier.slice(2)}`;
  }
  return specifier;
}

function allows(room, name, { isType, isService }) {
  return (
    (room.may === undefined || fitsOne(room.may, name)) &&
    !fitsOne(room.mayNot, name) &&
    !(fitsOne(room.mayTypesOnly, name) && !isType) &&
    !(room.mayNotServices === true && isService)
  );
}

/**
 * @param files every source file's path from the root, and its text.
 * @returns a sentence for each import that its room does not allow.
 */
export function findWrongImports(files) {
  const isService = (name) =>
    name.startsWith("lib/performance/") &&
    (files.get(`${name}.ts`)?.includes('import "server-only"') ?? false);
  return [...files].flatMap(([file, text]) => {
    const room = (isTest(file) ? testRooms : rooms).find(({ files: where }) => fits(where, file));
    return [...text.matchAll(importPattern)].flatMap(([, type, specifier]) => {
      if (specifier.startsWith("../") && /^(app|components|lib)\//.test(file)) {
        return `${file}: "${specifier}": another folder is imported by its @/ path.`;
      }
      const name = toName(file, specifier);
      const kind = { isType: type !== undefined, isService: isService(name) };
      return room === undefined || allows(room, name, kind)
        ? []
        : `${file}: "${specifier}": ${room.because}`;
    });
  });
}
