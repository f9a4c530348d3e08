import clsx from "clsx";

/** Each part with all that stands before it, by which it is told from its likes. */
function partsOf(text: string, separator: string) {
  const parts = text.split(separator);
  return parts.map((part, index) => ({
    part,
    index,
    key: parts.slice(0, index + 1).join(separator),
  }));
}

/** What the description of the API says, which is in English, with `code` in it. */
export function ApiText({ text, className }: { text: string; className?: string }) {
  return (
    <span lang="en" className={className}>
      {partsOf(text, "`").map(({ part, index, key }) =>
        index % 2 === 0 ? (
          part
        ) : (
          <code key={key} className="rounded-sm bg-sunken px-1 font-mono text-[0.92em]">
            {part}
          </code>
        ),
      )}
    </span>
  );
}

/** An address whose lines may break after its slashes. */
export function ApiPath({ path, className }: { path: string; className?: string }) {
  return (
    <code className={clsx("wrap-anywhere font-mono", className)}>
      {partsOf(path, "/").map(({ part, index, key }) => (
        <span key={key}>
          {index === 0 ? null : "/"}
          <wbr />
          {part}
        </span>
      ))}
    </code>
  );
}
