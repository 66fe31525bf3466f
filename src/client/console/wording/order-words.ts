import type { InWords, Language } from './wording.ts';

const english = {
  amountRange: (most: string) => `From Rp1 to ${most}, in whole rupiah, such as 25000 or 25.000`,
  amountForm: 'In whole rupiah, such as 25000 or 25.000',
  noAmount: 'Type the amount.',
  earlierFacts: 'Show earlier facts',
  newestRefunds: (count: number) => `Only the newest ${count} refunds are shown.`,
  won: 'Of it won back in a dispute',
  transferred: 'Refunded by bank transfer',
} as const;

const indonesian: InWords<typeof english> = {
  amountRange: (most) => `Dari Rp1 sampai ${most}, dalam rupiah penuh, misalnya 25000 atau 25.000`,
  amountForm: 'Dalam rupiah penuh, misalnya 25000 atau 25.000',
  noAmount: 'Isi jumlahnya.',
  earlierFacts: 'Tampilkan fakta sebelumnya',
  newestRefunds: (count) => `Hanya ${count} pengembalian dana terbaru yang ditampilkan.`,
  won: 'Dari itu dimenangkan dalam sengketa',
  transferred: 'Dikembalikan melalui transfer bank',
};

/** The texts of an order's facts, and of its amounts. */
export const orderWording: Readonly<Record<Language, InWords<typeof english>>> = {
  EN: english,
  ID: indonesian,
};
