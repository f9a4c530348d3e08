import clsx from "clsx";

/** Each part with the text before it, which makes equal parts distinct. */
function splitText(text: string, separator: string) {
  const parts = text.split(separator);
  return parts.map((part, index) => ({
    part,
    index,
    key: parts.slice(0, index + 1).join(separator),
  }));
}

/** English text of the API's description, with `code` in it. */
export function ApiText({ text, className }: { text: string; className?: string }) {
  return (
    <span lang="en" className={className}>
      {splitText(text, "`").map(({ part, index, key }) =>
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

/** A URL that may wrap after its slashes. */
export function ApiPath({ path, className }: { path: string; className?: string }) {
  return (
    <code className={clsx("wrap-anywhere font-mono", className)}>
      {splitText(path, "/").map(({ part, index, key }) => (
        <span key={key}>
          {index === 0 ? null : "/"}
          <wbr />
          {part}
        </span>
      ))}
    </code>
  );
}
