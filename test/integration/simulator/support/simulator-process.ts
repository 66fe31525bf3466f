import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { programArguments } from '../../../support/programs.ts';
import type { Merchant } from './merchant.ts';

export interface SimulatorProcess {
  url: string;
  /** kill -9: no handler of ours runs. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

/** `npm run simulator` without npm between us and the process. Rejects with its stderr if it does not start. */
export async function startSimulatorProcess(
  dataDir: string,
  merchant: Merchant,
  extra: { args?: string[]; env?: Record<string, string> } = {},
): Promise<SimulatorProcess> {
  const keyPath = join(dataDir, `${merchant.partnerId}.pem`);
  await writeFile(keyPath, merchant.publicKey);
  const partner = `${merchant.partnerId}:${merchant.merchantId}:${keyPath}`;
  const args = ['--port', '0', '--data-dir', dataDir, '--partner', partner, ...(extra.args ?? [])];
  const child = spawn(process.execPath, [...programArguments('src/simulator/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test', ...extra.env },
  });
  return {
    url: await printedUrl(child),
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function printedUrl(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no output');
  let complaint = '';
  stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  for await (const line of createInterface({ input: stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(complaint);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}
