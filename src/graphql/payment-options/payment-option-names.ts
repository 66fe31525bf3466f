import { bankOfVirtualAccount } from '../../domain/payment-option.ts';
import type { Translated } from '../../domain/words/translated.ts';

/** The names of channels that people know. */
const optionNames: Readonly<Record<string, Translated>> = {
  NETWORK_PAY_PG_CARD: { EN: 'Credit or Debit Card', ID: 'Kartu Kredit atau Debit' },
  NETWORK_PAY_PG_GOPAY: everywhere('GoPay'),
  NETWORK_PAY_PG_LINKAJA: everywhere('LinkAja'),
  NETWORK_PAY_PG_OVO: everywhere('OVO'),
  NETWORK_PAY_PG_QRIS: everywhere('QRIS'),
  NETWORK_PAY_PG_SPAY: everywhere('ShopeePay'),
  NETWORK_PAY_PC_INDOMARET: everywhere('Indomaret'),
  NETWORK_PAY_PL_INDODANA: everywhere('Indodana PayLater'),
};

/** The names of method families, for options without a channel. */
const methodNames: Readonly<Record<string, Translated>> = {
  BALANCE: { EN: 'DANA Balance', ID: 'Saldo DANA' },
  CARD: { EN: 'Credit or Debit Card', ID: 'Kartu Kredit atau Debit' },
  COUPON: { EN: 'Coupon', ID: 'Kupon' },
  CREDIT_CARD: { EN: 'Credit Card', ID: 'Kartu Kredit' },
  DEBIT_CARD: { EN: 'Debit Card', ID: 'Kartu Debit' },
  DIRECT_DEBIT_CREDIT_CARD: { EN: 'Linked Credit Card', ID: 'Kartu Kredit Tertaut' },
  DIRECT_DEBIT_DEBIT_CARD: { EN: 'Linked Debit Card', ID: 'Kartu Debit Tertaut' },
  LOAN_CREDIT: { EN: 'Loan', ID: 'Pinjaman' },
  NETWORK_PAY: { EN: 'E-Wallet', ID: 'E-wallet' },
  NET_BANKING: everywhere('Internet Banking'),
  ONLINE_CREDIT: { EN: 'Online Credit', ID: 'Kredit Online' },
  OTC: { EN: 'Retail Outlet', ID: 'Minimarket' },
  VIRTUAL_ACCOUNT: everywhere('Virtual Account'),
};

/**
 * Returns the name of an option for people. DANA adds methods and channels: an unknown one gets a name from
 * the words of its code, so that payers can choose it on the day it appears.
 */
export function paymentOptionName(payMethod: string, payOption: string | null): Translated {
  const code = payOption === null || payOption === '' ? payMethod : payOption;
  const known = optionNames[code] ?? methodNames[code];
  if (known !== undefined) return known;
  const bank = bankOfVirtualAccount(code);
  if (bank === null) return everywhere(inWords(code.replace(/^NETWORK_PAY_(?:P[A-Z]_)?/, '')));
  return { EN: `${bank} Virtual Account`, ID: `Virtual Account ${bank}` };
}

/** A brand has the same name in every language. */
function everywhere(name: string): Translated {
  return { EN: name, ID: name };
}

/** Converts DOKU_WALLET to "Doku Wallet". A word of up to three letters counts as an abbreviation. */
function inWords(code: string): string {
  return code
    .split('_')
    .filter((word) => word !== '')
    .map((word) => (word.length <= 3 ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join(' ');
}
