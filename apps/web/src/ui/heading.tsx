import { type ReactNode, type RefObject, useId } from "react";

type Props = {
  children: string;
  /** A sentence or two below it. */
  lead?: ReactNode;
  /** For pages whose focus starts at the heading. */
  focusRef?: RefObject<HTMLHeadingElement | null>;
};

export function Heading({ children, lead, focusRef }: Props) {
  const leadId = useId();
  return (
    <div className="mb-8">
      <h1
        ref={focusRef}
        tabIndex={focusRef && -1}
        aria-describedby={lead ? leadId : undefined}
        className="text-3xl leading-tight font-semibold tracking-tight text-balance"
      >
        {children}
      </h1>
      {lead && (
        <div id={leadId} className="mt-3 text-pretty text-soft">
          {lead}
        </div>
      )}
    </div>
  );
}
