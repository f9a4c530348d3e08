import { describe, expect, it } from "vitest";
import { createAddressFinder, findClientAddress, parseProxies } from "./client-address.mjs";

function find(remoteAddress, forwarded, proxies = "") {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return findClientAddress({ socket: { remoteAddress }, headers }, parseProxies(proxies));
}

describe("the address of a client", () => {
  it.each([
    ["the sender's", "203.0.113.7", undefined, "", "203.0.113.7"],
    ["the sender's, written as IPv6", "::ffff:203.0.113.7", undefined, "", "203.0.113.7"],
    [
      "the sender's, whatever a stranger forwards",
      "203.0.113.7",
      "198.51.100.1",
      "",
      "203.0.113.7",
    ],
    ["that from a proxy on this machine", "127.0.0.1", "198.51.100.1", "", "198.51.100.1"],
    ["that from a proxy on this machine by IPv6", "::1", "198.51.100.1", "", "198.51.100.1"],
    ["this machine's", "127.0.0.1", undefined, "", "127.0.0.1"],
    [
      "the last one, which the proxy itself saw",
      "127.0.0.1",
      "1.1.1.1, 198.51.100.1",
      "",
      "198.51.100.1",
    ],
    [
      "the last one before a chain of proxies",
      "10.0.0.2",
      "1.1.1.1, 198.51.100.1, 10.0.0.3",
      "10.0.0.0/8",
      "198.51.100.1",
    ],
    ["the proxy's, when it forwards nonsense", "10.0.0.2", "unknown", "10.0.0.2", "10.0.0.2"],
    [
      "the sender's, behind a proxy that is not listed",
      "10.0.0.2",
      "198.51.100.1",
      "10.0.0.3",
      "10.0.0.2",
    ],
    ["the network of an IPv6 address", "2001:db8:0:2:aaaa::1", undefined, "", "2001:db8:0:2::/64"],
    ["the network of a short IPv6 address", "fe80::1%eth0", undefined, "", "fe80:0:0:0::/64"],
    ["the network behind an IPv6 proxy", "fd00::2", "2001:db8::7", "fd00::/8", "2001:db8:0:0::/64"],
  ])("is %s", (_, remote, forwarded, proxies, expected) => {
    expect(find(remote, forwarded, proxies)).toBe(expected);
  });
});

it("warns once of a sender that forwards requests and is no trusted proxy", () => {
  const warnings = [];
  const findAddress = createAddressFinder("10.0.0.2", (sentence) => warnings.push(sentence));
  const send = (remoteAddress, headers) => findAddress({ socket: { remoteAddress }, headers });
  send("10.0.0.2", { "x-forwarded-for": "198.51.100.1" });
  send("10.0.0.3", {});
  expect(warnings).toEqual([]);
  expect(send("10.0.0.3", { "x-forwarded-for": "198.51.100.1" })).toBe("10.0.0.3");
  send("10.0.0.3", { "x-forwarded-for": "198.51.100.1" });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^Requests come through 10\.0\.0\.3, which PTS_TRUSTED_PROXIES/);
});
