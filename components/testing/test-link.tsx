import type { ComponentProps, MouseEvent } from "react";

/** The link of Next.js, as far as components use it: the real one needs the router and a bundler. */
export function TestLink({
  onClick,
  onNavigate,
  prefetch: _prefetch,
  scroll: _scroll,
  ...rest
}: ComponentProps<"a"> & {
  prefetch?: boolean;
  scroll?: boolean;
  onNavigate?: (navigation: { preventDefault: () => void }) => void;
}) {
  const props = {
    ...rest,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      event.preventDefault();
      onNavigate?.({ preventDefault: () => undefined });
    },
  };
  return <a {...props} />;
}
