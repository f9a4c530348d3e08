/** The legend: the second line is dashed, so that colour is not the only difference. */
export function LineKeys({ names: [first, second] }: { names: readonly [string, string] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      <Key name={first} className="stroke-accent" />
      <Key name={second} className="stroke-compared" isDashed />
    </ul>
  );
}

function Key({
  name,
  className,
  isDashed = false,
}: {
  name: string;
  className: string;
  isDashed?: boolean;
}) {
  return (
    <li className="flex items-center gap-2">
      <svg width="24" height="4" aria-hidden="true" focusable="false" className={className}>
        <path d="M0 2h24" strokeWidth="2.5" strokeDasharray={isDashed ? "6 4" : undefined} />
      </svg>
      {name}
    </li>
  );
}
