/** Later than the first paint; on a fast line, hydration is over by then. */
const warmupScript = "setTimeout(() => new Date(0).toLocaleString(), 300)";

/**
 * The first formatting of a number or date takes a browser long, a phone a tenth of a second, because it loads its data
 * for the locale. This formats while the scripts are still loading, so that hydration does not wait.
 */
export function IntlWarmup({ nonce }: { nonce: string | undefined }) {
  return (
    // Browsers hide the nonce of a script, so React would find a difference.
    <script nonce={nonce} suppressHydrationWarning>
      {warmupScript}
    </script>
  );
}
