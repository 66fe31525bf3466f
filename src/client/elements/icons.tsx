import type { OptionKind } from './wording.ts';

/** The paths of the icons, drawn in the text's colour. A text beside each icon carries the meaning. */
const paths: Readonly<Record<OptionKind | 'copy' | 'check' | 'cross' | 'clock' | 'back', string>> = {
  QRIS: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v2h-2zM14 18h2v2h-2zM18 18h2v2h-2z',
  VIRTUAL_ACCOUNT: 'M3 9l9-5 9 5M4 20h16M6 10v7M10 10v7M14 10v7M18 10v7',
  E_WALLET: 'M4 7h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4V6a1 1 0 0 1 1-1h12M16 13h.01',
  BALANCE: 'M4 7h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4V6a1 1 0 0 1 1-1h12M16 13h.01',
  CARD: 'M3 6h18v12H3zM3 10h18M7 15h3',
  RETAIL_OUTLET: 'M4 10v10h16V10M3 10l2-6h14l2 6M9 20v-6h6v6',
  OTHER: 'M5 12h.01M12 12h.01M19 12h.01',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  back: 'M15 5l-7 7 7 7',
};

/** One icon, hidden from screen readers. */
export function Icon({ of }: { of: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[of]} />
    </svg>
  );
}
