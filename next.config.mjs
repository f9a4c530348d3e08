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

/** The description of the API, which any page reads, to show it or to make a client of it. */
const publicPaths = ["/api/openapi.json", "/docs/:path*"];

const publicHeaders = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Access-Control-Allow-Headers", value: "If-None-Match, X-Request-Id" },
  { key: "Access-Control-Expose-Headers", value: "API-Version, ETag, X-Request-Id" },
  { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
];

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  // Only the container image needs it (deploy/Dockerfile): `npm start` serves from the packages that it built with.
  ...(process.env.PTS_STANDALONE === "1" && { output: "standalone" }),
  // The id is a hash of the sources: `npm start` builds again only when it has changed.
  generateBuildId: computeBuildId,
  // Bundled, it would be loaded with the server's start and again with each route.
  serverExternalPackages: ["pg-boss"],
  images: { unoptimized: true },
  // A `page.dev.tsx` is a page for developers: a production build contains neither it nor its components.
  pageExtensions: ["tsx", "ts", ...(process.env.NODE_ENV === "development" ? ["dev.tsx"] : [])],
  // Texts are compiled with the pages, and formatted by code without a parser.
  turbopack: {
    rules: {
      "./messages/*.json": { loaders: ["./scripts/messages/compile-loader.cjs"], as: "*.js" },
    },
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  // Of a route that it has only guessed, the router shows an empty head first: the window would be without a name
  // meanwhile.
  experimental: { optimisticRouting: false },
  compiler: { runAfterProductionCompile: ({ distDir }) => optimizeAssets(distDir) },
  // `npm run types` checks the types, so that `npm start` need not.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: "/:path*", headers: sharedHeaders },
    { source: "/:path((?!embed/).*)", headers: frameHeaders },
    {
      // Other sites load this file. It contains no personal data, so they may read it, for example to check its hash.
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
      // Other sites show the badge images, which have a policy of their own.
      source: "/api/:path((?!performance/user/[^/]+/badges/).*)",
      headers: apiHeaders,
    },
    // They contain nothing of an organization. A page of another site reads them without cookies.
    ...publicPaths.map((source) => ({ source, headers: publicHeaders })),
  ],
};

export default nextConfig;
