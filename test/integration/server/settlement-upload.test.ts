import { expect, test } from 'vitest';
import { SettlementFileError } from '../../../src/domain/settlement/settlement-file-error.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import type { ImportSettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { openConsole } from '../../support/console-sessions.ts';
import { openRawPeer } from './raw-peer.ts';
import {
  files,
  imported,
  open,
  read,
  stage,
  upload,
  useUploads,
  wrongAmount,
} from './settlement-upload-stage.ts';
import { serverKey } from './stage.ts';

useUploads();

test('a file is imported under its name, for the key that sent it, and the answer has its totals', async () => {
  await open(async (file) => read(file).then(() => imported));
  const name = Buffer.from('MERCHANT_SETTLEMENT_2166_SHOP_Café_20260115.csv').toString('latin1');
  expect(await upload({ 'x-file-name': name })).toMatchObject({
    status: 'imported',
    lineCount: 1,
    gross: '75000.00',
    fees: '500.00',
    net: '74500.00',
  });
  expect(files).toEqual([
    { name: 'MERCHANT_SETTLEMENT_2166_SHOP_Café_20260115.csv', text: 'a;b\n1;2\n', by: 'SERVER_KEY' },
  ]);
});

test.each<[string, ImportSettlementFile, object]>([
  ['was imported before', async () => ({ kind: 'known' }), { status: 'known' }],
  [
    'is of another merchant',
    async () => ({ kind: 'otherMerchant', merchantId: '9' }),
    { status: 422, code: 'SETTLEMENT_OTHER_MERCHANT' },
  ],
  [
    'cannot be read',
    () => Promise.reject(new SettlementFileError(wrongAmount)),
    { status: 422, code: 'SETTLEMENT_FILE_UNREADABLE', line: 3, column: 'TXN_AMOUNT' },
  ],
  [
    'meets a database that is gone',
    () => Promise.reject(new StoreUnavailable('gone', { isCertain: false })),
    { status: 503, code: 'SERVICE_UNAVAILABLE' },
  ],
  [
    'meets a fault of ours',
    () => Promise.reject(new Error('a secret')),
    { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Unexpected error.' },
  ],
])('a file that %s gets a typed answer', async (_what, importFile, answer) => {
  await open(importFile);
  expect(await upload()).toMatchObject(answer);
});

test('only a server key with the scope settlement:write may send a file', async () => {
  const scopes = new Set(['settlement:read', 'ops:write'] as const);
  await open(async () => imported);
  expect(await upload({ authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
  expect(await upload({ authorization: '' })).toMatchObject({ status: 401 });
  expect(
    await upload({ authorization: `Bearer ${stage.checkoutToken('00000000-0000-4000-8000-000000000001')}` }),
  ).toMatchObject({ code: 'FORBIDDEN' });
  await stage.server.drain();
  await open(async () => imported, {
    authenticate: async () => ({ kind: 'serverKey', keyId: 'k', scopes }),
  });
  expect(await upload()).toMatchObject({ status: 403, code: 'FORBIDDEN' });
});

test('a file needs a name, comes by POST, and has a bound of bytes that is counted, whatever its length says', async () => {
  await open((file) => read(file).then(() => imported), { limits: { settlementBodyBytesMax: 10 } });
  for (const name of ['', 'a/b.csv'])
    expect(await upload({ 'x-file-name': name })).toMatchObject({ status: 400 });
  expect(await upload({}, '', 'GET')).toMatchObject({ status: 405 });
  expect(await upload({}, 'x'.repeat(11))).toMatchObject({ status: 413, code: 'LIMIT_EXCEEDED' });
  const head = `POST /settlement HTTP/1.1\r\nHost: x\r\nX-File-Name: f\r\nAuthorization: Bearer ${serverKey}\r\n`;
  const peer = openRawPeer(
    stage.server.port,
    `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nb\r\n${'x'.repeat(11)}\r\n0\r\n\r\n`,
  );
  expect(await peer.answer).toMatch(/^HTTP\/1.1 413/);
  expect(files).toEqual([]);
});

/** The lines at warn and error. */
const troubles = () =>
  stage.lines
    .filter(({ level }) => level === 'warn' || level === 'error')
    .map(({ event, level }) => [event, level]);

/** Reads the first bytes of a file, whose sender goes on sending, and fails. */
const failIn = (error: Error): ImportSettlementFile =>
  async function importFile({ bytes }) {
    for await (const _ of bytes) throw error;
    return imported;
  };

test.each([
  ['a fault of ours', new Error('a secret'), '500', 'http.fault_masked', 'error'],
  [
    'a database that is gone',
    new StoreUnavailable('gone', { isCertain: false }),
    '503',
    'settlement_file.import_failed',
    'warn',
  ],
  ['a line that cannot be read', new SettlementFileError(wrongAmount), '422', null, null],
])(
  '%s in mid-body is answered and logged as what it is, although the sender is not done',
  async (_what, error, status, event, level) => {
    await open(failIn(error));
    const head = `POST /settlement HTTP/1.1\r\nHost: x\r\nX-File-Name: f\r\nAuthorization: Bearer ${serverKey}\r\n`;
    const peer = openRawPeer(stage.server.port, `${head}Content-Length: 1000\r\n\r\na;b\n`);
    expect(await peer.answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
    expect(troubles()).toEqual(event === null ? [] : [[event, level]]);
  },
);

test('a sender that leaves in mid-body is no fault of ours', async () => {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise((resolve) => {
    fail = resolve;
  });
  await open(async (file) => {
    await read(file).catch((error: unknown) => {
      fail(error);
      throw error;
    });
    return imported;
  });
  const head = `POST /settlement HTTP/1.1\r\nHost: x\r\nX-File-Name: f\r\nAuthorization: Bearer ${serverKey}\r\n`;
  const peer = openRawPeer(stage.server.port, `${head}Content-Length: 1000\r\n\r\na;b\n`);
  peer.socket.on('connect', () => setImmediate(() => peer.socket.resetAndDestroy()));
  await expect(failed).resolves.toMatchObject({ name: 'UploadBroken' });
  await expect.poll(troubles).toEqual([['settlement_file.import_failed', 'warn']]);
});

test('a large file may take longer than other requests, whose senders are cut off', async () => {
  const timeouts = { headersTimeoutMs: 1_000, requestTimeoutMs: 1_000, slowSenderCheckMs: 20 };
  await open((file) => read(file).then(() => imported), { limits: timeouts });
  const head = `POST /settlement HTTP/1.1\r\nHost: x\r\nX-File-Name: f\r\nAuthorization: Bearer ${serverKey}\r\n`;
  const uploading = openRawPeer(
    stage.server.port,
    `${head}Content-Length: 8\r\nConnection: close\r\n\r\na;b\n`,
  );
  const others = openRawPeer(
    stage.server.port,
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{',
  );
  expect(await others.answer).toMatch(/^HTTP\/1.1 408/);
  uploading.socket.write('1;2\n');
  expect(await uploading.answer).toMatch(/^HTTP\/1.1 201/);
  expect(files.map(({ text }) => text)).toEqual(['a;b\n1;2\n']);
});

test('no more than a few files are imported at once; a further one is sent again', async () => {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await open(
    async () => {
      begin();
      await finished;
      return imported;
    },
    { limits: { settlementUploadsMax: 1 } },
  );
  const first = upload();
  await begun;
  expect(await upload()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', retryable: true });
  finish();
  expect(await first).toMatchObject({ status: 'imported' });
  expect(await upload()).toMatchObject({ status: 'imported' });
});

test('a person imports a file through the console, with the rights of the role and the proofs of a session', async () => {
  await open(async (file) => read(file).then(() => imported), { console: openConsole().options });
  const origin = stage.url;
  const send = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${stage.url}/console/${path}`, { method: 'POST', headers, body });
  const importAs = async (key: string, more: Record<string, string> = {}) => {
    const json = { origin, 'content-type': 'application/json' };
    const signedIn = await send('sign-in/key', json, JSON.stringify({ key }));
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { session } = (await signedIn.json()) as { session: { token: string } };
    const authorization = `Bearer ${session.token}`;
    const headers = { origin, cookie, authorization, 'x-file-name': 'file.csv', ...more };
    return (await send('settlement', headers, 'a;b\n1;2\n')).status;
  };
  expect(await importAs('key-of-ani')).toBe(403);
  expect(await importAs('key-of-budi', { authorization: `Bearer ${serverKey}` })).toBe(401);
  expect(await importAs('key-of-budi', { origin: 'https://shop.example' })).toBe(403);
  expect(files).toEqual([]);
  expect(await importAs('key-of-budi')).toBe(201);
  expect(files).toEqual([{ name: 'file.csv', text: 'a;b\n1;2\n', by: 'OPERATOR' }]);
});
