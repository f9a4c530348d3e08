export type Instruction = { readonly name: string; readonly rest: string };

/** @returns the instructions of a Dockerfile, each with its name and the rest of its line. */
export function parseDockerfile(text: string): readonly Instruction[];

/** @returns the value of the last CMD or HEALTHCHECK, which is a list: program and arguments. */
export function readCommand(
  instructions: readonly Instruction[],
  name: "CMD" | "HEALTHCHECK",
): readonly string[];

/** @returns the variables of the last stage. */
export function readVariables(instructions: readonly Instruction[]): Record<string, string>;

/** @returns a function that says whether a `.dockerignore` keeps a path out of the context. */
export function createIgnore(text: string): (path: string) => boolean;

/** @returns the root of the last stage. */
export function performDockerfile(
  instructions: readonly Instruction[],
  options: {
    readonly folder: string;
    readonly context: { readonly root: string; readonly paths: readonly string[] };
    readonly report: (sentence: string) => void;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): string;

/** @returns the files of a repository that its `.dockerignore` leaves in the context. */
export function listContext(root: string, isIgnored: (path: string) => boolean): readonly string[];

/** @returns the files and folders in a folder, without links and what is behind them. */
export function listEntries(
  folder: string,
): readonly { readonly path: string; readonly isFolder: boolean }[];
