import type { ComponentChildren } from 'preact';

/** A name and a value; without a value there is no row. */
export type ProofRow = readonly [name: string, value: ComponentChildren];

/** Names and values of what is on record. */
export function ProofRows({ rows }: { rows: readonly ProofRow[] }) {
  return (
    <dl class="facts">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
