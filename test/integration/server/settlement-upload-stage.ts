import { afterEach } from 'vitest';
import type {
  ImportSettlementFile,
  SettlementFile,
} from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { openStage, type Stage, type StageOptions, serverKey } from './stage.ts';

export const wrongAmount = {
  kind: 'cell',
  line: 3,
  column: 'TXN_AMOUNT',
  must: 'amount',
  found: '1.5',
} as const;

/** Of the test that runs: its server, and the files that were read whole. */
export let stage: Stage;
export let files: { name: string; text: string; by: string }[];

/** Each test opens its own server; it is drained after the test. */
export function useUploads(): void {
  afterEach(() => stage.server.drain());
}

const totals = {
  gross: 7_500_000n,
  commission: 50_000n,
  serviceTax: 0n,
  withholdingTax: 0n,
  net: 7_450_000n,
};
export const imported = { kind: 'imported', importNumber: 1, lineCount: 1, totals } as const;

export async function read({ name, bytes, actor }: SettlementFile): Promise<void> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  files.push({ name, text: Buffer.concat(pieces).toString(), by: actor.kind });
}

export async function open(importFile: ImportSettlementFile, options: StageOptions = {}): Promise<void> {
  files = [];
  stage = await openStage({ ...options, importSettlementFile: importFile });
}

export async function upload(headers: Record<string, string> = {}, body = 'a;b\n1;2\n', method = 'POST') {
  const answer = await fetch(`${stage.url}/settlement`, {
    method,
    headers: { authorization: `Bearer ${serverKey}`, 'x-file-name': 'file.csv', ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
  const { errors, ...rest } = (await answer.json()) as {
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
  return { status: answer.status, ...rest, ...errors?.[0]?.extensions, message: errors?.[0]?.message };
}
