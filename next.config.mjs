/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
};

export default nextConfig;
