/** A figure that a page shows: where it is read, and the endpoints that have it. All figures of one name agree. */
export type ShownFigure = {
  readonly name: string;
  /** Who opens the page: the member whose figures they are, or an administrator. */
  readonly reader: "member" | "administrator";
  /** `{id}` is the member, `{other}` another one. */
  readonly page: string;
  readonly selector: string;
  /** Paths, each with the field: `user_id={id}` finds an item of a list, `-1` is its last one. */
  readonly endpoints: readonly (readonly [path: string, field: string])[];
};

const summary = "/user/{id}/summary";
const comparison = "/team/comparison?user_id_1={id}&user_id_2={other}&days=90";
const newestRow = "details tbody tr:first-child td:first-of-type";
const trendTable = `section[aria-labelledby=over-time] ${newestRow}`;
const rowOfMember = 'tr:has(a[href="/team/members/{id}"])';

export const shownFigures: readonly ShownFigure[] = [
  {
    name: "score",
    reader: "member",
    page: "/",
    selector: ".performance-widget .score",
    endpoints: [
      [summary, "current_performance_score"],
      ["/user/{id}/explanation?days=90", "score_now"],
    ],
  },
  {
    name: "score",
    reader: "member",
    page: "/",
    selector: trendTable,
    endpoints: [
      ["/user/{id}/trends?days=90", "score_after"],
      ["/user/{id}/trends?days=90", "performance_scores.-1"],
    ],
  },
  {
    name: "score",
    reader: "member",
    page: "/",
    selector: "#history tbody tr:first-child td:last-child",
    endpoints: [["/user/{id}/history?days=90", "entries.0.performance_score"]],
  },
  {
    name: "score",
    reader: "administrator",
    page: "/team/members/{id}",
    selector: ".performance-widget .score",
    endpoints: [["/user/{id}/metrics", "performance_score"]],
  },
  {
    name: "score",
    reader: "administrator",
    page: "/team",
    selector: `${rowOfMember} td:nth-of-type(2)`,
    endpoints: [
      ["/team/leaderboard?around={id}", "entries.user_id={id}.performance_score"],
      ["/team", "all_members.user_id={id}.current_performance_score"],
    ],
  },
  {
    name: "score",
    reader: "administrator",
    page: "/team?compare={id},{other}",
    selector: '[data-figure="compared-score"]',
    endpoints: [[comparison, "user_1.current_performance_score"]],
  },
  {
    name: "score before the period",
    reader: "member",
    page: "/",
    selector: '[data-figure="score-before"]',
    endpoints: [
      ["/user/{id}/explanation?days=90", "score_before"],
      ["/user/{id}/trends?days=90", "score_before"],
    ],
  },
  {
    name: "change of 90 days",
    reader: "member",
    page: "/",
    selector: '[data-figure="change"]',
    endpoints: [
      ["/user/{id}/explanation?days=90", "change"],
      ["/user/{id}/trends?days=90", "change"],
    ],
  },
  {
    name: "change of 30 days",
    reader: "member",
    page: "/",
    selector: '[data-figure="change-30"]',
    endpoints: [
      [summary, "trend.change"],
      ["/user/{id}/explanation?days=30", "change"],
      ["/user/{id}/trends?days=30", "change"],
    ],
  },
  {
    name: "change of 30 days",
    reader: "administrator",
    page: "/team",
    selector: `${rowOfMember} td:nth-of-type(4)`,
    endpoints: [[comparison, "user_1.trend.change"]],
  },
  {
    name: "score of the last 90 days",
    reader: "member",
    page: "/",
    selector: '[data-figure="recent"]',
    endpoints: [[summary, "recent.performance_score"]],
  },
  {
    name: "score of the last 90 days",
    reader: "administrator",
    page: "/team?days=90",
    selector: `${rowOfMember} td:nth-of-type(2)`,
    endpoints: [
      ["/team/leaderboard?days=90&around={id}", "entries.user_id={id}.performance_score"],
      [comparison, "user_1.period.performance_score"],
    ],
  },
  {
    name: "mean score",
    reader: "administrator",
    page: "/team",
    selector: '[data-figure="average"]',
    endpoints: [["/team", "average_performance_score"]],
  },
  {
    name: "mean score",
    reader: "administrator",
    page: "/team",
    selector: `section[aria-labelledby=members] ${newestRow}`,
    endpoints: [["/team/trends?days=90", "average_scores.-1"]],
  },
  {
    name: "mean score",
    reader: "administrator",
    page: "/analytics",
    selector: '[data-figure="statistics.average"]',
    endpoints: [
      ["/statistics", "statistics.average_score"],
      ["/analytics/distribution", "average_score"],
    ],
  },
  {
    name: "mean score",
    reader: "administrator",
    page: "/analytics",
    selector: trendTable,
    endpoints: [["/analytics/trends?days=90", "organization.average_scores.-1"]],
  },
];
