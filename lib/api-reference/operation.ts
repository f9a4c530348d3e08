/** A value of the API: what it is, what it may be, and what is in it. */
export type FieldShown = {
  readonly name: string;
  /** In notation, as `integer`, `string <date-time> | null`, `HistoryEntry[]`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Null: the name says it all. */
  readonly description: string | null;
  /** As `1 … 1000` or `≥ 0`; null: any number. */
  readonly range: string | null;
  /** Characters of a text or items of a list, in the same notation. */
  readonly length: string | null;
  /** As JSON; null: none, it is left out. */
  readonly defaultValue: string | null;
  readonly choices: readonly string[];
  readonly fields: readonly FieldShown[];
};

export type ParameterShown = FieldShown & { readonly place: "path" | "query" };

export type ContentShown = {
  readonly mediaType: string;
  /** The whole, without a name. */
  readonly value: FieldShown;
  /** JSON, ready to read; null: none was written. */
  readonly example: string | null;
};

export type AnswerShown = {
  readonly status: string;
  readonly description: string;
  readonly contents: readonly ContentShown[];
};

export type ProblemShown = {
  readonly status: string;
  readonly description: string;
  /** What a program goes by. */
  readonly codes: readonly string[];
};

export type OperationHead = {
  /** Also the end of its page's address. */
  readonly id: string;
  readonly method: string;
  /** As `/api/performance/user/{id}`. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
};

export type OperationShown = OperationHead & {
  /** Who may, in a sentence or two. */
  readonly access: string;
  /** A token with any one of them may; none: no token may, or any. */
  readonly scopes: readonly string[];
  readonly credential: "none" | "session" | "session or token";
  readonly parameters: readonly ParameterShown[];
  readonly request: (ContentShown & { readonly isRequired: boolean }) | null;
  readonly answers: readonly AnswerShown[];
  readonly problems: readonly ProblemShown[];
};
