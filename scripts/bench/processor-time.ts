import { readdirSync, readFileSync } from "node:fs";

/** Nanoseconds of processor time that a process took, by the scheduler of Linux; 0 after its end and elsewhere. */
function readProcess(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const spent = tasks.map((task) => {
      const [nanoseconds = "0"] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(
        " ",
      );
      return Number(nanoseconds);
    });
    return spent.reduce((sum, one) => sum + one, 0);
  } catch {
    return 0;
  }
}

function readParents(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, "utf8");
      const [, parent = "0"] = text.slice(text.lastIndexOf(")") + 2).split(" ");
      parents.set(Number(name), Number(parent));
    } catch {
      // It has ended.
    }
  }
  return parents;
}

/** A process and all that it started; only the process itself where there is no `/proc`. */
export function listTree(root: number): readonly number[] {
  try {
    const parents = readParents();
    const isInside = (pid: number): boolean => {
      if (pid === root) return true;
      const parent = parents.get(pid);
      return parent !== undefined && parent !== 0 && isInside(parent);
    };
    return [...parents.keys()].filter(isInside);
  } catch {
    return [root];
  }
}

/** The process that started another; null: unknown. */
export function findParent(pid: number): number | null {
  try {
    return readParents().get(pid) ?? null;
  } catch {
    return null;
  }
}

/** Milliseconds of processor time that processes take while `run` runs, without those that end meanwhile. */
export async function measureProcessors<Groups extends Readonly<Record<string, readonly number[]>>>(
  groups: Groups,
  run: () => Promise<void>,
): Promise<{ readonly [Name in keyof Groups]: number }> {
  const all = Object.entries(groups);
  const before = new Map(all.flatMap(([, pids]) => pids.map((pid) => [pid, readProcess(pid)])));
  await run();
  const taken = all.map(([name, pids]) => {
    const spent = pids.map((pid) => Math.max(0, readProcess(pid) - (before.get(pid) ?? 0)));
    return [name, spent.reduce((sum, one) => sum + one, 0) / 1e6];
  });
  return Object.fromEntries(taken);
}
