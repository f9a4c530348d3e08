import { expect, it } from "vitest";
import { computeSignature, isSigned } from "./signatures";

const toRequest = (body: string, headers: Record<string, string> = {}) => ({
  headers: new Headers(headers),
  bytes: new TextEncoder().encode(body),
});

/** Of the tests of Standard Webhooks' libraries. */
const standard = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  body: '{"test": 2432232314}',
  headers: { "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330" },
};

it("computes the signatures that Standard Webhooks and GitHub publish as examples", () => {
  const { secret, signature, body, headers } = standard;
  expect(computeSignature("webhook", secret, toRequest(body, headers))).toBe(signature);
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  const github = computeSignature(
    "github",
    "It's a Secret to Everybody",
    toRequest("Hello, World!"),
  );
  expect(github).toBe("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
});

it("accepts one right signature among several, of any of the secrets", () => {
  const { secret, signature, body, headers } = standard;
  const isSignedBy = (secrets: readonly string[], given: string) =>
    isSigned("webhook", secrets, toRequest(body, { ...headers, "webhook-signature": given }));
  const wrong = signature.replace("g0hM", "AAAA");
  expect(isSignedBy([secret], signature)).toBe(true);
  expect(isSignedBy(["whsec_bm8=", secret], `${wrong} v1a,other ${signature}`)).toBe(true);
  expect(isSignedBy([secret], wrong)).toBe(false);
  expect(isSignedBy([secret], "")).toBe(false);
  expect(isSignedBy([secret], signature.replace("v1,", "v2,"))).toBe(false);
  expect(isSignedBy([], signature)).toBe(false);
  expect(isSignedBy([secret], `${`${wrong} `.repeat(10)}${signature}`)).toBe(false);
});

it("reads the header of each system, and only a signature of SHA-256", () => {
  const request = toRequest("{}");
  for (const [kind, header, other] of [
    ["github", "x-hub-signature-256", "x-hub-signature"],
    ["jira", "x-hub-signature", "x-hub-signature-256"],
  ] as const) {
    const signature = computeSignature(kind, "secret", request);
    const isSignedBy = (name: string, value: string) =>
      isSigned(kind, ["secret"], toRequest("{}", { [name]: value }));
    expect(isSignedBy(header, signature)).toBe(true);
    expect(isSignedBy(other, signature)).toBe(false);
    expect(isSignedBy(header, signature.replace("sha256=", "sha1="))).toBe(false);
    expect(isSignedBy(header, signature.slice(0, -2))).toBe(false);
  }
});
