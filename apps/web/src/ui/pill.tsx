/** A word or two about the thing that it stands beside. */
export function Pill({ children }: { children: string }) {
  return (
    <span className="rounded-full bg-tint px-2.5 py-0.5 text-xs font-semibold text-accent">{children}</span>
  );
}
