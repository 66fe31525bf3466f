import { fileFaultTexts, SettlementFileError } from '../../domain/settlement/settlement-file-error.ts';
import type { Translated } from '../../domain/words/translated.ts';
import { ImportLost } from './import-settlement-file.ts';

/** The sentence of a file that belongs to another merchant. */
export function otherMerchantTexts(merchantId: string): Translated {
  return {
    EN: `The file is of merchant ${merchantId}; nothing was imported.`,
    ID: `Berkas ini milik merchant ${merchantId}; tidak ada yang diimpor.`,
  };
}

/** Why a settlement file was not imported, if the file or its import is the cause; null for every other error. */
export function importRefusalTexts(error: unknown): Translated | null {
  if (error instanceof SettlementFileError) {
    const { EN, ID } = fileFaultTexts(error.fault);
    return { EN: `Nothing was imported: ${EN}`, ID: `Tidak ada yang diimpor: ${ID}` };
  }
  return error instanceof ImportLost ? lost : null;
}

const lost: Translated = {
  EN: 'Nothing was imported: the import stood still for too long and was given up; import the file again',
  ID: 'Tidak ada yang diimpor: impor terhenti terlalu lama dan dibatalkan; impor berkas ini sekali lagi',
};
