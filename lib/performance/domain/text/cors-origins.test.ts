import { expect, it } from "vitest";
import { isOrigin } from "./cors-origins";

it.each([
  "https://dashboard.example.org",
  "https://dashboard.example.org:8443",
  "http://localhost:5173",
  "http://192.0.2.7",
  "http://[2001:db8::1]:8080",
  "https://xn--bcher-kva.example",
])("takes the origin %s", (text) => {
  expect(isOrigin(text)).toBe(true);
});

it.each([
  "*",
  "null",
  "",
  "dashboard.example.org",
  "https://*.example.org",
  "https://dashboard.example.org/",
  "https://dashboard.example.org/path",
  "https://dashboard.example.org?query",
  "https://dashboard.example.org#part",
  "https://dashboard.example.org:443",
  "http://dashboard.example.org:80",
  "https://user@dashboard.example.org",
  "https://Dashboard.example.org",
  "HTTPS://dashboard.example.org",
  "https://bücher.example",
  "https://a.example, https://b.example",
  " https://dashboard.example.org",
  "https://dashboard.example.org\n",
  "file:///etc/passwd",
  "ftp://example.org",
  "javascript:alert(1)",
  "data:text/plain,a",
  "https://",
  "https://999.1.1.1",
  `https://${"a".repeat(260)}.example`,
])("rejects “%s”, which is no origin that a browser sends", (text) => {
  expect(isOrigin(text)).toBe(false);
});
