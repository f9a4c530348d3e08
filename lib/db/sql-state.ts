/** The errors of Prisma, its adapter and sockets that have no SQLSTATE, with the matching SQLSTATE of PostgreSQL. */
const statesOfErrors: Readonly<Record<string, string>> = {
  P1001: "08001",
  P1002: "08001",
  P1008: "08006",
  P1017: "08006",
  P2002: "23505",
  P2024: "53300",
  P2028: "53300",
  P2034: "40001",
  ConnectionClosed: "08006",
  DatabaseNotReachable: "08001",
  SocketTimeout: "08006",
  TlsConnectionError: "08001",
  TooManyConnections: "53300",
  TransactionWriteConflict: "40001",
  UniqueConstraintViolation: "23505",
  CERT_HAS_EXPIRED: "08001",
  DEPTH_ZERO_SELF_SIGNED_CERT: "08001",
  EAI_AGAIN: "08001",
  ECONNREFUSED: "08001",
  ECONNRESET: "08006",
  EHOSTUNREACH: "08001",
  ENOTFOUND: "08001",
  EPIPE: "08006",
  ERR_TLS_CERT_ALTNAME_INVALID: "08001",
  ETIMEDOUT: "08001",
  SELF_SIGNED_CERT_IN_CHAIN: "08001",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "08001",
};

const deepest = 6;

/** The SQLSTATE behind an error, however it is wrapped; null: it is not an error of the database. */
export function findSqlState(error: unknown, depth = 0): string | null {
  if (typeof error !== "object" || error === null || depth > deepest) {
    return null;
  }
  const fields = new Map<string, unknown>(Object.entries(error));
  // By name too: in some errors `cause` and `code` are not enumerable.
  for (const name of [
    "originalCode",
    "kind",
    "code",
    "cause",
    "meta",
    "driverAdapterError",
    "message",
  ]) {
    fields.set(name, Reflect.get(error, name));
  }
  const behind = ["driverAdapterError", "meta", "cause"].map((name) =>
    findSqlState(fields.get(name), depth + 1),
  );
  return (
    behind.find((state) => state !== null) ??
    toState(fields.get("originalCode")) ??
    toState(fields.get("kind")) ??
    toState(fields.get("code")) ??
    toStateOfMessage(fields.get("message"))
  );
}

function toState(code: unknown): string | null {
  if (typeof code !== "string") {
    return null;
  }
  const isSqlState = /^[0-9A-Z]{5}$/.test(code) && !/^(P\d{4}|EPIPE)$/.test(code);
  return statesOfErrors[code] ?? (isSqlState ? code : null);
}

/** Errors of the pool have a message only. */
function toStateOfMessage(message: unknown): string | null {
  return typeof message === "string" &&
    /^(timeout exceeded when trying to connect|Connection terminated)/.test(message)
    ? "08006"
    : null;
}
