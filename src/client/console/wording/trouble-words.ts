import type { InWords, Language } from './wording.ts';

const english = {
  signInAgain: 'Your session is over',
  signInAgainHint:
    'Sign in again, and go on where you were: what you typed is still there, and nothing was sent.',
  inNewTab: 'It opens in a new tab. This page waits, and goes on by itself.',
  giveUp: 'Sign out, and lose what you typed',
  otherTabWaits:
    'You are signed in. The tab you came from goes on with what you typed: you can close this one.',
  otherPerson: (name: string) =>
    `You are now ${name}, who signed in here too. What stood on this page is gone.`,
  tooOften: 'Too many requests at once, so this was not done. Try again in a few seconds.',
  tooBroad:
    'Nothing was recorded: the gateway would have to read too many orders to find these. Choose days that lie closer together.',
  unanswered:
    'No answer came: nobody knows yet whether this was done. Press again: it is the same request, and is done once.',
  outdated: 'This page does not fit the gateway, and nothing was done. Reload it: the gateway may be newer.',
  broken: 'This cannot be shown. Reload the page: the gateway may be newer.',
  reload: 'Reload',
} as const;

const indonesian: InWords<typeof english> = {
  signInAgain: 'Sesi Anda sudah berakhir',
  signInAgainHint: 'Masuk lagi untuk melanjutkan: yang Anda ketik masih ada, dan belum ada yang dikirim.',
  inNewTab: 'Terbuka di tab baru. Halaman ini menunggu, lalu berlanjut dengan sendirinya.',
  giveUp: 'Keluar, dan hapus yang Anda ketik',
  otherTabWaits: 'Anda sudah masuk. Tab sebelumnya berlanjut dengan yang Anda ketik: tab ini boleh ditutup.',
  otherPerson: (name) =>
    `Sekarang Anda masuk sebagai ${name}, yang juga masuk di sini. Isi halaman ini sudah dikosongkan.`,
  tooOften: 'Terlalu banyak permintaan sekaligus, jadi ini belum dilakukan. Coba lagi dalam beberapa detik.',
  tooBroad:
    'Tidak ada yang dicatat: gateway harus membaca terlalu banyak pesanan untuk menemukannya. Pilih tanggal yang lebih berdekatan.',
  unanswered:
    'Tidak ada jawaban: belum diketahui apakah ini sudah dilakukan. Tekan sekali lagi: permintaannya sama, dan hanya dilakukan satu kali.',
  outdated:
    'Halaman ini tidak sesuai dengan gateway, dan tidak ada yang dilakukan. Muat ulang: gateway mungkin lebih baru.',
  broken: 'Bagian ini tidak dapat ditampilkan. Muat ulang halaman: gateway mungkin lebih baru.',
  reload: 'Muat ulang',
};

/** What is said if a session ended, or a request had no outcome. */
export const troubleWording: Readonly<Record<Language, InWords<typeof english>>> = {
  EN: english,
  ID: indonesian,
};
