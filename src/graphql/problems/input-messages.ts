import type { Language } from '../../domain/words/translated.ts';
import type { InputRule } from '../../use-cases/outcomes.ts';

type Rule = InputRule['rule'];
type RuleMessages = {
  readonly [Name in Rule]: Readonly<
    Record<Language, string | ((issue: Extract<InputRule, { rule: Name }>) => string)>
  >;
};

/** The message for each broken rule, with its bound. A missing rule or translation does not compile. */
export const inputMessages: RuleMessages = {
  REQUIRED: { EN: 'This value is required.', ID: 'Kolom ini wajib diisi.' },
  BLANK: { EN: 'This value must not be blank.', ID: 'Kolom ini tidak boleh kosong.' },
  TOO_LONG: {
    EN: ({ max }) => `At most ${max} characters are allowed.`,
    ID: ({ max }) => `Maksimal ${max} karakter.`,
  },
  TOO_MANY: {
    EN: ({ max }) => `At most ${max} entries are allowed.`,
    ID: ({ max }) => `Maksimal ${max} entri.`,
  },
  CONTROL_CHARACTER: {
    EN: 'Control characters, such as line breaks and tabs, are not allowed.',
    ID: 'Karakter kontrol, seperti ganti baris atau tab, tidak diperbolehkan.',
  },
  REFERENCE_ALPHABET: {
    EN: 'Only letters A to Z and a to z, digits and _ - . / are allowed.',
    ID: 'Hanya huruf A–Z dan a–z, angka, serta _ - . / yang diperbolehkan.',
  },
  TOO_LONG_FOR_QRIS: {
    EN: ({ max }) => `At most ${max} characters are allowed if QRIS may be used.`,
    ID: ({ max }) => `Maksimal ${max} karakter jika QRIS dapat dipakai.`,
  },
  STORE_REQUIRED_FOR_QRIS: {
    EN: 'QRIS requires a store. Please provide externalStoreId.',
    ID: 'QRIS memerlukan data toko. Mohon isi externalStoreId.',
  },
  PHONE_REQUIRED: {
    EN: "Cards and e-wallets require the payer's phone number.",
    ID: 'Mohon isi nomor HP Anda untuk membayar dengan kartu atau e-wallet.',
  },
  PHONE_FORMAT: {
    EN: 'This is not a valid phone number. Example: 081234567890.',
    ID: 'Nomor HP tidak valid. Contoh: 081234567890.',
  },
  PAY_METHOD_REQUIRED: {
    EN: 'A payment channel requires its method. Please provide payMethod.',
    ID: 'payOption harus disertai payMethod.',
  },
  PAY_OPTION_REQUIRED: {
    EN: 'This payment method has several channels. Please provide payOption.',
    ID: 'Metode ini memiliki beberapa pilihan. Mohon isi payOption.',
  },
  HOSTED_PAGE_ONLY: {
    EN: "This applies only to DANA's hosted page. Please omit it if payMethod is given.",
    ID: 'Hanya berlaku di halaman pembayaran DANA. Mohon kosongkan jika payMethod diisi.',
  },
  EXPIRES_TOO_SOON: {
    EN: ({ minMs }) => `The order must stay open for at least ${duration(minMs, 'EN')}.`,
    ID: ({ minMs }) => `Masa berlaku pesanan paling singkat ${duration(minMs, 'ID')}.`,
  },
  EXPIRES_TOO_LATE: {
    EN: ({ maxMs }) => `The order may stay open for at most ${duration(maxMs, 'EN')}.`,
    ID: ({ maxMs }) => `Masa berlaku pesanan paling lama ${duration(maxMs, 'ID')}.`,
  },
  RETURN_URL_NOT_ALLOWED: {
    EN: "This return URL is not on the merchant's allow-list.",
    ID: 'URL kembali ini tidak ada dalam daftar yang diizinkan.',
  },
  AMOUNT_TOO_LARGE: {
    EN: ({ max }) => `The amount may be at most IDR ${max}.`,
    ID: ({ max }) => `Jumlah paling banyak Rp${max}.`,
  },
  IP_ADDRESS: { EN: 'This is not a valid IP address.', ID: 'Alamat IP tidak valid.' },
  EMAIL: { EN: 'This is not a valid e-mail address.', ID: 'Alamat email tidak valid.' },
  NUMBER_FORMAT: { EN: 'This is not a valid number. Example: 2.', ID: 'Harus berupa angka. Contoh: 2.' },
  PAGE_SIZE: {
    EN: ({ max }) => `A page has 1 to ${max} items.`,
    ID: ({ max }) => `Satu halaman berisi 1 sampai ${max} entri.`,
  },
  DUPLICATE: {
    EN: 'This value appears more than once.',
    ID: 'Nilai ini muncul lebih dari satu kali.',
  },
  NOT_FOR_THIS_FACT: {
    EN: 'Please omit this value: the fact does not have it.',
    ID: 'Mohon kosongkan: fakta ini tidak memerlukannya.',
  },
  FILE_HASH: {
    EN: 'This is not a SHA-256 hash: 64 hexadecimal digits in lower case.',
    ID: 'Bukan hash SHA-256: 64 digit heksadesimal huruf kecil.',
  },
  CANNOT_BE_SENT: {
    EN: 'DANA does not accept this value.',
    ID: 'Nilai ini tidak dapat diterima DANA.',
  },
};

/** Returns the message for one broken rule. */
export function inputMessage(issue: InputRule, language: Language): string {
  // The key is the issue's own rule, so the function accepts this issue; TypeScript cannot infer that.
  const text = inputMessages[issue.rule][language] as string | ((issue: InputRule) => string);
  return typeof text === 'string' ? text : text(issue);
}

const units = [
  { ms: 86_400_000, EN: 'day', ID: 'hari' },
  { ms: 3_600_000, EN: 'hour', ID: 'jam' },
  { ms: 60_000, EN: 'minute', ID: 'menit' },
  { ms: 1_000, EN: 'second', ID: 'detik' },
] as const;

/** A length of time in the largest unit that divides it: "7 days", "30 menit". */
function duration(ms: number, language: Language): string {
  const unit = units.find((candidate) => ms % candidate.ms === 0) ?? units[3];
  const count = Math.round(ms / unit.ms);
  return `${count} ${unit[language]}${language === 'EN' && count !== 1 ? 's' : ''}`;
}
