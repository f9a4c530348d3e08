const mockPattern = /\bvi\.mock\(/;

/**
 * Files of a worker share their modules, but for tests of components: a mocked module is the real one where another
 * file has loaded it before.
 *
 * @param files every source file's path from the root, and its text.
 * @returns a sentence for each line that mocks a module for a whole file.
 */
export function findSharedMocks(files) {
  return [...files]
    .filter(([name]) => /\.test\.(ts|mjs)$/.test(name))
    .flatMap(([name, text]) =>
      text
        .split("\n")
        .flatMap((line, index) =>
          mockPattern.test(line)
            ? `${name}:${index + 1}: Use the real module, or vi.doMock between two vi.resetModules.`
            : [],
        ),
    );
}
