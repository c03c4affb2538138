import type { ReactNode, RefObject } from "react";

type Props = {
  children: string;
  /** A sentence or two below it. */
  lead?: ReactNode;
  /** For pages whose focus starts at the heading. */
  focusRef?: RefObject<HTMLHeadingElement | null>;
};

export function Heading({ children, lead, focusRef }: Props) {
  return (
    <div className="mb-8">
      <h1
        ref={focusRef}
        tabIndex={focusRef && -1}
        className="text-3xl leading-tight font-semibold tracking-tight text-balance"
      >
        {children}
      </h1>
      {lead && <div className="mt-3 text-pretty text-soft">{lead}</div>}
    </div>
  );
}
