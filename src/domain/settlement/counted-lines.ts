import type { SettlementLine } from './settlement-line.ts';

/** A line and the import that it came with. */
export interface ImportedLine extends SettlementLine {
  readonly importNumber: number;
}

/**
 * The lines that count, of all that were imported: files may overlap, so a line counts as often as it stands in the one
 * file that has it most often. The order in which files were imported does not matter.
 */
export function countedLines(lines: readonly ImportedLine[]): readonly ImportedLine[] {
  const byKey = new Map<string, Map<number, ImportedLine[]>>();
  for (const line of lines) {
    const byImport = byKey.get(line.key) ?? new Map<number, ImportedLine[]>();
    byKey.set(line.key, byImport.set(line.importNumber, [...(byImport.get(line.importNumber) ?? []), line]));
  }
  return [...byKey.values()].flatMap((byImport) =>
    [...byImport.values()].reduce((most, one) => (one.length > most.length ? one : most)),
  );
}
