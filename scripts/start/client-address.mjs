import { BlockList, isIP } from "node:net";

/** Set on each request that reaches the pages. A client cannot set it: what it sends is replaced. */
export const clientAddressHeader = "x-pts-client-address";

const loopback = ["127.0.0.0/8", "::1"];

/** @param text addresses and networks, separated by commas; by default this machine. */
export function parseProxies(text) {
  const proxies = new BlockList();
  const given = (text || "").split(",").map((part) => part.trim());
  for (const one of [...loopback, ...given].filter((part) => part !== "")) {
    const [address, length] = one.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (length === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(length), family);
  }
  return proxies;
}

/**
 * Where a request comes from: the last address in X-Forwarded-For that no trusted proxy has, if a trusted proxy sent
 * the request, else its sender. An IPv6 address is shortened to its network of 64 bits, which one household or company
 * has.
 */
export function findClientAddress(request, proxies) {
  let address = unmap(request.socket.remoteAddress ?? "");
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  while (isTrusted(address, proxies) && forwarded.length > 0) {
    const previous = unmap(forwarded.pop().trim());
    if (isIP(previous) === 0) break;
    address = previous;
  }
  return isIP(address) === 6 ? shorten(address) : address;
}

/**
 * The function that finds the address of each request. Calls `warn` once, with a sentence, for a sender that forwards
 * requests and is no trusted proxy.
 */
export function createAddressFinder(trustedProxies, warn) {
  const proxies = parseProxies(trustedProxies);
  let hasWarned = false;
  return (request) => {
    const sender = unmap(request.socket.remoteAddress ?? "");
    const isForwarded = request.headers["x-forwarded-for"] !== undefined;
    if (isForwarded && !hasWarned && !isTrusted(sender, proxies)) {
      hasWarned = true;
      warn(
        `Requests come through ${sender}, which PTS_TRUSTED_PROXIES does not name. If it is your proxy, name it there: until then, all people behind it share their limits of sign-in attempts.`,
      );
    }
    return findClientAddress(request, proxies);
  };
}

function isTrusted(address, proxies) {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** An IPv4 address that a socket shows as IPv6. */
function unmap(address) {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function shorten(address) {
  const [head, tail] = address.toLowerCase().split("%")[0].split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  const groups = [...before, ...Array(zeros).fill("0"), ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
