/** Not at once, when the page itself is being read; on a fast line it is taken over by then, and the answer is there. */
const question = "setTimeout(() => new Date(0).toLocaleString(), 300)";

/**
 * A browser takes long, a phone a tenth of a second, to find its words for numbers and dates when a page first asks. This asks
 * while the scripts are still on their way, so that taking the page over does not wait for the answer.
 */
export function IntlWarmup({ nonce }: { nonce: string | undefined }) {
  return (
    // A browser hides the nonce of what it has read, so React finds another one.
    <script nonce={nonce} suppressHydrationWarning>
      {question}
    </script>
  );
}
