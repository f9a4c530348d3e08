/** A value of the API: its type, its range and its fields. */
export type FieldDescription = {
  readonly name: string;
  /** In notation, as `integer`, `string <date-time> | null`, `HistoryEntry[]`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** Null: the name is enough. */
  readonly description: string | null;
  /** As `1 … 1000` or `≥ 0`; null: any number. */
  readonly range: string | null;
  /** Characters of a text or items of a list, in the same notation. */
  readonly length: string | null;
  /** As JSON; null: none. */
  readonly defaultValue: string | null;
  readonly choices: readonly string[];
  readonly fields: readonly FieldDescription[];
};

export type ParameterDescription = FieldDescription & {
  readonly place: "path" | "query" | "header";
};

export type ContentDescription = {
  readonly mediaType: string;
  /** The whole, without a name. */
  readonly value: FieldDescription;
  /** Formatted JSON; null: there is none. */
  readonly example: string | null;
};

export type ResponseDescription = {
  readonly status: string;
  readonly description: string;
  readonly contents: readonly ContentDescription[];
};

export type ProblemDescription = {
  readonly status: string;
  readonly description: string;
  /** The kinds of the problem, for programs. */
  readonly codes: readonly string[];
};

export type OperationHead = {
  /** Also the end of the URL of its page. */
  readonly id: string;
  readonly method: string;
  /** As `/api/performance/user/{id}`. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
};

export type OperationDescription = OperationHead & {
  /** What the operation does, and who may call it. */
  readonly access: string;
  /** A token with any one of them may call it; none: no token may, or every token. */
  readonly scopes: readonly string[];
  readonly credential: "none" | "session" | "session or token";
  readonly parameters: readonly ParameterDescription[];
  readonly request: (ContentDescription & { readonly isRequired: boolean }) | null;
  readonly responses: readonly ResponseDescription[];
  readonly problems: readonly ProblemDescription[];
};
