import { computeBuildId } from "./scripts/start/fingerprint.mjs";
import { optimizeAssets } from "./scripts/start/postbuild.mjs";

/** Headers of every response, whether Next.js or the server itself sends it. */
export const sharedHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** Every response but the widget that other sites may frame. */
export const frameHeaders = [{ key: "X-Frame-Options", value: "DENY" }];

/** Responses to requests that came by HTTPS. */
export const httpsHeaders = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];

/** Responses that are no pages. */
export const apiHeaders = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  // Named after its sources, so that `npm start` knows whether a build is theirs.
  generateBuildId: computeBuildId,
  // It stays what it is on disk: bundled, it would come once with the server's start and once with every route.
  serverExternalPackages: ["pg-boss"],
  images: { unoptimized: true },
  // Of a route that it has only guessed, the router shows an empty head first: the window would be without a name meanwhile.
  experimental: { optimisticRouting: false },
  compiler: { runAfterProductionCompile: ({ distDir }) => optimizeAssets(distDir) },
  // Types have a step of their own, before the build; whoever starts a clone need not wait for them again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers: sharedHeaders },
    { source: "/:path((?!embed/).*)", headers: frameHeaders },
    {
      // For other sites' pages. It holds nothing of anybody's, so whoever wants to check it against a hash may read it.
      source: "/widget.js",
      headers: [
        { key: "Access-Control-Allow-Origin", value: "*" },
        { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
      ],
    },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: httpsHeaders,
    },
    {
      // Pictures of badges are for other sites' pages, and say for themselves what they may do.
      source: "/api/:path((?!performance/user/[^/]+/badges/).*)",
      headers: apiHeaders,
    },
  ],
};

export default nextConfig;
