/** The languages of the console, as the API names them. */
export type Language = 'EN' | 'ID';

const english = {
  title: 'Console',
  signIn: 'Sign in',
  signOut: 'Sign out',
  key: 'Your personal key',
  keyHint: 'It signs you in for at most 8 hours, and 30 minutes without use. The browser does not keep it.',
  signInFailed: 'This key does not work, or it is not the key of a person.',
  search: 'Search',
  searchLabel: 'What the customer knows',
  searchHint:
    'Order, refund or virtual account number, its last digits, the amount, or the last four digits of the phone',
  nothingFound: 'Nothing found. Amounts and last digits are looked for in the last 31 days.',
  approvals: 'Approvals',
  incidents: 'Incidents',
  order: 'Order',
  back: 'Back to the search',
  askDana: 'Ask DANA now',
  copyAnswer: 'Copy answer for the customer',
  copied: 'Copied',
  timeline: 'Timeline',
  time: 'Time',
  event: 'Event',
  by: 'By',
  proof: 'Proof',
  reason: 'Reason',
  amount: 'Amount',
  refund: 'Refund',
  cancel: 'Cancel order',
  refundWill: (amount: string) => `${amount} goes back to the payer through DANA.`,
  cancelWill: 'DANA cancels the order. If it was paid, everything goes back to the payer.',
  confirm: 'Do it',
  keep: 'Do nothing',
  approve: 'Approve',
  refuse: 'Refuse',
  noApprovals: 'Nothing waits for a second person.',
  noIncidents: 'No incident is open.',
  take: 'Take it',
  resolve: 'Resolve',
  refresh: 'Refresh',
  asOf: (time: string) => `As of ${time}`,
  until: (time: string) => `Until ${time}`,
  requestedBy: (name: string) => `Requested by ${name}`,
  done: 'Recorded.',
  status: 'State',
  forbidden: 'Your role may not do this.',
  failed: 'That did not work. Please try again.',
  working: 'Please wait',
} as const;

/** Every text of the console in one language; a missing translation does not compile. */
export type Wording = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends string
    ? string
    : (typeof english)[Key];
};

const indonesian: Wording = {
  title: 'Konsol',
  signIn: 'Masuk',
  signOut: 'Keluar',
  key: 'Kunci pribadi Anda',
  keyHint: 'Anda masuk paling lama 8 jam, atau 30 menit tanpa kegiatan. Peramban tidak menyimpan kunci ini.',
  signInFailed: 'Kunci ini tidak berlaku, atau bukan kunci pribadi.',
  search: 'Cari',
  searchLabel: 'Yang diketahui pelanggan',
  searchHint:
    'Nomor pesanan, pengembalian dana atau virtual account, angka terakhirnya, jumlahnya, atau empat angka terakhir nomor telepon',
  nothingFound: 'Tidak ditemukan. Jumlah dan angka terakhir dicari dalam 31 hari terakhir.',
  approvals: 'Persetujuan',
  incidents: 'Insiden',
  order: 'Pesanan',
  back: 'Kembali ke pencarian',
  askDana: 'Tanyakan ke DANA sekarang',
  copyAnswer: 'Salin jawaban untuk pelanggan',
  copied: 'Tersalin',
  timeline: 'Riwayat',
  time: 'Waktu',
  event: 'Kejadian',
  by: 'Oleh',
  proof: 'Bukti',
  reason: 'Alasan',
  amount: 'Jumlah',
  refund: 'Kembalikan dana',
  cancel: 'Batalkan pesanan',
  refundWill: (amount) => `${amount} dikembalikan kepada pembayar melalui DANA.`,
  cancelWill: 'DANA membatalkan pesanan. Jika sudah dibayar, seluruh dana kembali kepada pembayar.',
  confirm: 'Lakukan',
  keep: 'Jangan lakukan',
  approve: 'Setujui',
  refuse: 'Tolak',
  noApprovals: 'Tidak ada yang menunggu persetujuan orang kedua.',
  noIncidents: 'Tidak ada insiden terbuka.',
  take: 'Tangani',
  resolve: 'Selesaikan',
  refresh: 'Muat ulang',
  asOf: (time) => `Per ${time}`,
  until: (time) => `Sampai ${time}`,
  requestedBy: (name) => `Diminta oleh ${name}`,
  done: 'Tercatat.',
  status: 'Keadaan',
  forbidden: 'Peran Anda tidak boleh melakukan ini.',
  failed: 'Belum berhasil. Silakan coba lagi.',
  working: 'Mohon tunggu',
};

export const wordings: Readonly<Record<Language, Wording>> = { EN: english, ID: indonesian };

/** Indonesian if the browser prefers it, else English. */
export function firstLanguage(preferred: readonly string[]): Language {
  return preferred[0]?.startsWith('id') || preferred[0]?.startsWith('in') ? 'ID' : 'EN';
}
