import type { Viewer } from "@/scripts/bench-pages/scenario";

/** The members with a short and with a long history, and the viewers of the pages. */
export type BenchViewer = Viewer | "short_history" | "long_history";

/** A figure of a run, and its limit. */
export type Budget =
  /** At least this part of the requests of a handler that does nothing. */
  | { readonly kind: "bare"; readonly least: number }
  /** At least this many times the requests of the program that it is compared with. */
  | { readonly kind: "against"; readonly least: number }
  /** At most this many times the time of a member's summary. */
  | { readonly kind: "summary"; readonly most: number }
  /** At most this many times the time of the same request of a member with a short history. */
  | { readonly kind: "history"; readonly most: number }
  /** At most this much processor time of the web process, in milliseconds. */
  | { readonly kind: "web"; readonly most: number }
  /** At most this size of the response, uncompressed, in kB of 1,000 bytes. */
  | { readonly kind: "size"; readonly most: number };

export type BenchRequest = {
  readonly id: string;
  readonly viewer: BenchViewer;
  /** With `:id` for the viewer's id. */
  readonly path: string;
  /** The same read of the program that it is compared with. */
  readonly againstPath?: string;
  /** Completes a new assignment with each request. */
  readonly completes?: "in order" | "late";
  readonly budgets: readonly Budget[];
};

const member = (id: string, name: string, budgets: readonly Budget[]): BenchRequest => ({
  id,
  viewer: "employee",
  path: `/api/performance/user/:id/${name}`,
  ...(budgets.length > 0 && { againstPath: `/api/performance/user/:id/${name}` }),
  budgets: [{ kind: "bare", least: 0.6 }, ...budgets],
});

const group = (
  id: string,
  path: string,
  budgets: readonly Budget[],
  isCompared = true,
): BenchRequest => ({
  id,
  viewer: "manager",
  path: `/api/performance/${path}`,
  ...(isCompared && { againstPath: `/api/performance/${path}` }),
  budgets,
});

const against = (least: number): Budget => ({ kind: "against", least });
const figures: Budget = { kind: "summary", most: 5 };

const ofHistory = (id: string, request: Pick<BenchRequest, "path" | "completes">, most: number) => [
  { id: `${id}, short history`, viewer: "short_history", ...request, budgets: [] } as const,
  {
    id: `${id}, long history`,
    viewer: "long_history",
    ...request,
    budgets: [{ kind: "history", most }],
  } as const,
];

const complete = "/api/performance/assignments";

/** A long history's request comes right after the same request of a short one. */
export const benchRequests: readonly BenchRequest[] = [
  { id: "bare handler", viewer: "employee", path: "/api/health", budgets: [] },
  member("member summary", "summary", [against(1.5)]),
  member("member metrics", "metrics", []),
  member("member history", "history", [against(1.5)]),
  member("member trends", "trends", [against(1.5)]),
  group("team, first page", "team", [figures, against(50)]),
  group("top performers", "team/top-performers", [figures, against(5)]),
  group("distribution", "analytics/distribution", [figures, against(5)]),
  group("statistics", "statistics", [figures, against(5)]),
  group("leaderboard", "team/leaderboard", [figures], false),
  group("logs", "logs", [against(5)]),
  group("team trends", "team/trends", [figures], false),
  group("organization trends", "analytics/trends", [figures], false),
  group("teams", "analytics/teams", [figures], false),
  group("heatmap", "analytics/heatmap", [figures], false),
  ...ofHistory("milestones", { path: "/api/performance/user/:id/milestones" }, 1.2),
  ...ofHistory("completion in order", { path: complete, completes: "in order" }, 1.1),
  ...ofHistory("late completion", { path: complete, completes: "late" }, 1.5),
  {
    id: "page /",
    viewer: "employee",
    path: "/",
    budgets: [
      { kind: "web", most: 12 },
      { kind: "size", most: 40 },
    ],
  },
];
