import { preferredLanguage } from '../../server/wire/preferred-language.ts';
export type Language = 'en' | 'id';

export const shopWords = {
  en: {
    lead: 'A sample shop. Nothing is sold, and no money moves.',
    cart: 'Your cart',
    each: 'each',
    fewer: 'One fewer',
    more: 'One more',
    total: 'Total',
    pay: 'Go to payment',
    empty: 'Your cart is empty.',
    failed: 'The payment could not be opened. Please try again.',
    changed:
      'The payment of this cart is already open, with other goods. Finish that payment, or begin a new cart.',
    newCart: 'Begin a new cart with these goods',
    behind:
      'What happens now: this shop’s server calls createCheckout with its server key, and hands the page a token that can pay this cart and nothing else.',
  },
  id: {
    lead: 'Toko contoh. Tidak ada yang dijual, dan tidak ada dana yang berpindah.',
    cart: 'Keranjang Anda',
    each: 'per buah',
    fewer: 'Kurangi satu',
    more: 'Tambah satu',
    total: 'Total',
    pay: 'Lanjut ke pembayaran',
    empty: 'Keranjang Anda kosong.',
    failed: 'Pembayaran tidak dapat dibuka. Silakan coba lagi.',
    changed:
      'Pembayaran untuk keranjang ini sudah dibuka dengan isi yang berbeda. Selesaikan pembayaran itu, atau mulai keranjang baru.',
    newCart: 'Mulai keranjang baru dengan barang ini',
    behind:
      'Setelah ini: server toko memanggil createCheckout dengan server key miliknya, lalu memberi halaman ini token yang hanya dapat membayar keranjang ini.',
  },
} as const;

/** Returns the language of the URL, else the browser's preference, else English. */
export function readLanguage(wanted: string | null, acceptLanguage: string): Language {
  if (wanted === 'id' || wanted === 'en') return wanted;
  const preferred = preferredLanguage({ headers: { 'accept-language': acceptLanguage } });
  return preferred === 'ID' ? 'id' : 'en';
}
