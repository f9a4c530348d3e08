/**
 * The least version of each package that is safe to use, or one for each of its major versions, with the reason. A line
 * stays when its package goes: another one may bring it back. `npm audit` knows of more (docs/operations.md).
 */
export const safeVersions = [
  [
    "next",
    "16.4.6",
    "16.2.6 closed thirteen advisories (GHSA-267c-6grr-h53f and others); later ones up to this",
  ],
  ["react", "19.2.6", "CVE-2026-23870: a request to a server component stops the process"],
  ["react-dom", "19.2.6", "CVE-2026-23870: released with react"],
  ["next-auth", "4.24.12", "GHSA-5jpx-9hw9-2fx4: a sign-in e-mail reaches another address"],
  ["jose", "4.15.5", "CVE-2024-28176: an encrypted token that fills the memory"],
  ["cookie", "0.7.0", "CVE-2024-47764: a name or path adds other attributes"],
  ["effect", "3.20.0", "CVE-2026-32887: concurrent requests see each other's context"],
  ["preact", "10.28.2", "CVE-2026-22028: JSON is taken for an element"],
  ["lodash", "4.17.21", "CVE-2021-23337: a template runs commands"],
  ["semver", "7.5.2", "CVE-2022-25883: a range that takes very long"],
  ["cross-spawn", "7.0.5", "CVE-2024-21538: an argument that takes very long"],
  ["nanoid", "3.3.8", "CVE-2024-55565: a size that is no integer gives ids that can be guessed"],
  ["postcss", "8.4.31", "CVE-2023-44270: a line end in a comment is taken for code"],
  ["@babel/runtime", "7.26.10", "CVE-2025-27789: a regular expression that takes very long"],
  ["zod", "3.22.3", "CVE-2023-4316: an e-mail address that takes very long"],
  ["sharp", "0.32.6", "CVE-2023-4863: an image that runs code"],
  ["pg", "7.1.2", "CVE-2017-16082: a column name that runs code"],
  ["esbuild", "0.25.0", "GHSA-67mh-4wv8-2f99: other sites read the development server"],
  ["vite", "7.1.11", "CVE-2025-62522: the development server shows files"],
  ["vitest", "3.0.5", "CVE-2025-24964: other sites run commands by its API"],
  ["tough-cookie", "4.1.3", "CVE-2023-26136: a cookie changes the prototype of all objects"],
  ["ws", "7.5.10 || 8.17.1", "CVE-2024-37890: a request with very many headers stops the process"],
];
