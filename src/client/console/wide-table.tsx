import type { ComponentChildren } from 'preact';

/** A table that scrolls by itself on a narrow screen, also by the keyboard. `label` names it for screen readers. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, the keyboard could not scroll it
    <section class="scroll" tabIndex={0} aria-label={label}>
      <table>{children}</table>
    </section>
  );
}
