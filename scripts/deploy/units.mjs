/** Reads a systemd unit: each directive with all its values, in their order. */
export function parseUnit(text) {
  const directives = new Map();
  for (const line of text.split("\n")) {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    directives.set(name, [...(directives.get(name) ?? []), value]);
  }
  return directives;
}

/** What each service must have, whatever else it does. */
export const requiredDirectives = {
  CapabilityBoundingSet: "",
  AmbientCapabilities: "",
  NoNewPrivileges: "yes",
  PrivateDevices: "yes",
  PrivateTmp: "yes",
  PrivateUsers: "yes",
  ProcSubset: "pid",
  ProtectClock: "yes",
  ProtectControlGroups: "yes",
  ProtectHome: "yes",
  ProtectHostname: "yes",
  ProtectKernelLogs: "yes",
  ProtectKernelModules: "yes",
  ProtectKernelTunables: "yes",
  ProtectProc: "invisible",
  ProtectSystem: "strict",
  RemoveIPC: "yes",
  RestrictAddressFamilies: "AF_INET AF_INET6 AF_UNIX",
  RestrictNamespaces: "yes",
  RestrictRealtime: "yes",
  RestrictSUIDSGID: "yes",
  LockPersonality: "yes",
  SystemCallArchitectures: "native",
  SystemCallFilter: "@system-service",
  UMask: "0077",
  MemoryMax: "1G",
  TasksMax: "200",
  User: "performance-tracking",
};

/** @returns a sentence for each directive that a unit lacks or has otherwise. */
export function findMissingDirectives(text) {
  const directives = parseUnit(text);
  return Object.entries(requiredDirectives)
    .filter(([name, value]) => directives.get(name)?.[0] !== value)
    .map(([name, value]) => `${name}=${value} is missing.`);
}
