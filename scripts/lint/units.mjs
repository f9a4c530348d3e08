const unitsFolder = "lib/performance/domain/units/";
const isTest = (name) => /\.(test|spec)\.(ts|tsx|mjs)$|\/testing\/|\/_tests\//.test(name);

/** Files with a percent that is no unit: of a width. */
const percentFiles = new Set(["components/ui/meter.tsx"]);

const factors = String.raw`(?:100|10_?000|3_?600|86_?400)(?![\d_.])`;
const conversion = new RegExp(String.raw`[*/] ${factors}|(?<![\w.])${factors} [*/] `);

/**
 * A unit is made and read in its own module, so that it is converted once and rounded in one way.
 *
 * @param files every source file's path from the root, and its text.
 * @returns a sentence for each line of the product that converts a unit outside its module, and for each line, of tests
 *   too, that claims a unit or an id by a cast.
 */
export function findUnitBreaches(files) {
  const sources = [...files].filter(([name]) => /\.tsx?$/.test(name));
  return [...findConversions(sources), ...findCasts(sources)];
}

function findConversions(sources) {
  return sources
    .filter(([name]) => /^(app|components|lib)\//.test(name) && !name.startsWith(unitsFolder))
    .filter(([name]) => !isTest(name) && !percentFiles.has(name))
    .flatMap(([name, text]) =>
      findLines(text, (line) => !isComment(line) && conversion.test(line)).map(
        (number) => `${name}:${number}: Convert a unit by its module in ${unitsFolder}.`,
      ),
    );
}

function findCasts(sources) {
  const brands = sources.flatMap(([name, text]) =>
    [...text.matchAll(/^export type (\w+) = (?:Brand|Id)</gm)].map(([, brand]) => ({
      name,
      brand,
    })),
  );
  return sources.flatMap(([name, text]) => {
    const others = brands.filter((one) => one.name !== name).map(({ brand }) => brand);
    const cast = new RegExp(String.raw`\bas (?:readonly )?(?:${others.join("|")})\b`);
    return findLines(text, (line) => others.length > 0 && cast.test(line)).map(
      (number) =>
        `${name}:${number}: A cast claims a unit or an id. Read it from its column, or make it by its module.`,
    );
  });
}

function findLines(text, isBreach) {
  return text.split("\n").flatMap((line, index) => (isBreach(line) ? [index + 1] : []));
}

function isComment(line) {
  return /^\s*(?:\/\/|\/\*|\*)/.test(line);
}
