import type { Translated } from '../../domain/words/translated.ts';

const nameHeader = 'X-File-Name';

/** Why a settlement file is refused before its lines are read, or could not be imported now. */
export const uploadTexts = {
  notPost: { EN: 'A settlement file is sent by POST.', ID: 'Berkas settlement dikirim dengan POST.' },
  noScope: { EN: 'It needs the scope settlement:write.', ID: 'Diperlukan scope settlement:write.' },
  noName: {
    EN: `The header ${nameHeader} has the name of the file, as DANA named it.`,
    ID: `Header ${nameHeader} berisi nama berkas, seperti yang diberikan DANA.`,
  },
  busy: {
    EN: 'Other files are being imported. Repeat it later.',
    ID: 'Berkas lain sedang diimpor. Coba lagi nanti.',
  },
  databaseAway: {
    EN: 'The gateway cannot reach its database now. Repeat it later.',
    ID: 'Gateway sedang tidak dapat menjangkau database-nya. Coba lagi nanti.',
  },
  brokenOff: {
    EN: 'Nothing was imported. Repeat the same request.',
    ID: 'Tidak ada yang diimpor. Kirim berkas yang sama sekali lagi.',
  },
} as const satisfies Readonly<Record<string, Translated>>;

/** The sentence of a file that is too large. */
export function tooLargeTexts(bytesMax: number): Translated {
  return {
    EN: `A file has at most ${bytesMax} bytes.`,
    ID: `Berkas berukuran paling besar ${bytesMax} byte.`,
  };
}
