import type { Channel, Wording } from './wording.ts';

/**
 * One channel of a bank: the name of its app, machine or site, and the menus that lead to virtual accounts.
 */
interface BankChannel {
  readonly channel: Channel;
  readonly name: string;
  /** The menu names on the screen; they are Indonesian at every bank. */
  readonly menus: readonly string[];
}

const app = (name: string, ...menus: string[]): BankChannel => ({ channel: 'app', name, menus });
const atm = (name: string, ...menus: string[]): BankChannel => ({ channel: 'atm', name, menus });
const web = (name: string, ...menus: string[]): BankChannel => ({ channel: 'web', name, menus });

/** The channels by the bank's name in the gateway's answers. */
const banks: Readonly<Record<string, readonly BankChannel[]>> = {
  BCA: [
    app('BCA mobile', 'm-BCA', 'm-Transfer', 'BCA Virtual Account'),
    atm('BCA', 'Transaksi Lainnya', 'Transfer', 'Ke Rek BCA Virtual Account'),
    web('KlikBCA', 'Transfer Dana', 'Transfer ke BCA Virtual Account'),
  ],
  BNI: [
    app('wondr by BNI', 'Transfer', 'Virtual Account'),
    atm('BNI', 'Menu Lainnya', 'Transfer', 'Virtual Account Billing'),
    web('BNI Internet Banking', 'Transaksi', 'Virtual Account Billing'),
  ],
  BRI: [
    app('BRImo', 'BRIVA', 'Pembayaran Baru'),
    atm('BRI', 'Transaksi Lain', 'Pembayaran', 'Lainnya', 'BRIVA'),
    web('Internet Banking BRI', 'Pembayaran', 'BRIVA'),
  ],
  BTPN: [
    app('Jenius', 'Kirim Uang', 'Rekening BTPN'),
    atm('BTPN', 'Transfer', 'Virtual Account'),
    web('Internet Banking BTPN', 'Transfer', 'Virtual Account'),
  ],
  'CIMB Niaga': [
    app('OCTO Mobile', 'Transfer', 'CIMB Niaga Virtual Account'),
    atm('CIMB Niaga', 'Pembayaran', 'Lanjut', 'Virtual Account'),
    web('OCTO Clicks', 'Bayar Tagihan', 'Virtual Account'),
  ],
  Mandiri: [
    app('Livin’ by Mandiri', 'Bayar/VA', 'Buat Pembayaran Baru', 'Multipayment'),
    atm('Mandiri', 'Bayar/Beli', 'Lainnya', 'Multipayment'),
    web('Mandiri Internet Banking', 'Pembayaran', 'Multipayment'),
  ],
  Panin: [
    app('MobilePanin', 'Pembayaran', 'Virtual Account'),
    atm('Panin', 'Menu Lain', 'Pembayaran', 'Virtual Account'),
    web('Internet Panin', 'Pembayaran', 'Virtual Account'),
  ],
  Permata: [
    app('PermataMobile X', 'Bayar Tagihan', 'Virtual Account'),
    atm('Permata', 'Transaksi Lainnya', 'Pembayaran', 'Virtual Account'),
    web('PermataNet', 'Pembayaran Tagihan', 'Virtual Account'),
  ],
  BSI: [
    app('BYOND by BSI', 'Bayar', 'Virtual Account'),
    atm('BSI', 'Menu Utama', 'Pembayaran', 'Virtual Account'),
    web('BSI Net', 'Pembayaran', 'Virtual Account'),
  ],
};

/** The channels of a bank that DANA adds later: every bank in the country has these. */
function anyBank(bank: string): readonly BankChannel[] {
  return [
    app(`m-banking ${bank}`, 'Transfer', 'Virtual Account'),
    atm(bank, 'Transaksi Lain', 'Transfer', 'Virtual Account'),
    web(`internet banking ${bank}`, 'Transfer', 'Virtual Account'),
  ];
}

/** The steps to pay a virtual account of this bank, one list for each channel. */
export function bankSteps(
  wording: Wording,
  { bank, number, amount }: { bank: string; number: string; amount: string },
): readonly { readonly name: string; readonly steps: readonly string[] }[] {
  const { channels, open, choose, type, confirm } = wording.virtualAccount;
  return (banks[bank] ?? anyBank(bank)).map(({ channel, name, menus }) => ({
    name: channels[channel](name),
    steps: [open[channel](name), choose(menus.join(' › ')), type(number), confirm[channel](amount)],
  }));
}
