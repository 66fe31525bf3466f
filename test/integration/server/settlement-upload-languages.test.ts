import { expect, test } from 'vitest';
import { SettlementFileError } from '../../../src/domain/settlement/settlement-file-error.ts';
import {
  ImportLost,
  type ImportSettlementFile,
} from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { imported, open, read, stage, upload, useUploads, wrongAmount } from './settlement-upload-stage.ts';

useUploads();

test('a refusal is in the language that the sender prefers, and has the same code', async () => {
  const refusals: [ImportSettlementFile, object][] = [
    [
      () => Promise.reject(new SettlementFileError(wrongAmount)),
      { code: 'SETTLEMENT_FILE_UNREADABLE', line: 3 },
    ],
    [async () => ({ kind: 'otherMerchant', merchantId: '9' }), { code: 'SETTLEMENT_OTHER_MERCHANT' }],
    [() => Promise.reject(new ImportLost('stood still')), { code: 'SERVICE_UNAVAILABLE', retryable: true }],
  ];
  for (const [importFile, answer] of refusals) {
    await open(importFile);
    const message = expect.stringMatching(/(N|n)othing was imported/);
    expect(await upload()).toMatchObject({ ...answer, message });
    expect(await upload({ 'accept-language': 'id-ID,id;q=0.9' })).toMatchObject({
      ...answer,
      message: expect.stringMatching(/(T|t)idak ada yang diimpor/),
    });
    await stage.server.drain();
  }
  await open((file) => read(file).then(() => imported), { limits: { settlementBodyBytesMax: 10 } });
  const inIndonesian = { 'accept-language': 'id' };
  expect(await upload(inIndonesian, 'x'.repeat(11))).toMatchObject({
    message: expect.stringContaining('10 byte.'),
  });
  expect(await upload({ ...inIndonesian, 'x-file-name': '' })).toMatchObject({
    message: expect.stringMatching(/^Header/),
  });
  expect(await upload(inIndonesian, '', 'GET')).toMatchObject({ message: expect.stringMatching(/dikirim/) });
});
