import { createPublicKey, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFinishNotifyVerifier } from '../../../src/dana/finish-notify.ts';
import { finishNotifyPath } from '../../../src/server/finish-notify/finish-notify.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { Activity } from './activity.ts';

export interface NotifyServerNeeds {
  readonly gateway: Gateway;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly activity: Activity;
  /** PEM. */
  readonly danaPublicKey: string;
}

/**
 * The server to which the simulator delivers its notifications over HTTP: verified, translated and recorded by
 * real parts.
 */
export async function openNotifyServer({
  gateway,
  dice,
  faults,
  activity,
  danaPublicKey,
}: NotifyServerNeeds) {
  const verifier = createFinishNotifyVerifier({
    publicKeys: [createPublicKey(danaPublicKey)],
    path: finishNotifyPath,
  });

  async function receive(request: IncomingMessage): Promise<boolean> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const rawBody = Buffer.concat(chunks);
    if (faults.strikes('notification lost')) return false;
    const timestamp = String(request.headers['x-timestamp']);
    const signature = String(request.headers['x-signature']);
    const keyFingerprint = await verifier.verify(rawBody, { signature, timestamp });
    if (keyFingerprint === null) throw new Error('a signature that is not DANA’s');
    const found = gateway.find(dice.between(0, gateway.processes.length - 1));
    if (found === null) return false;
    const receivedAt = found.run.deps.clock.now();
    const verified = { id: randomUUID(), receivedAt, body: rawBody, timestamp, keyFingerprint };
    const end = await gateway.callRun(found.run, (useCases) => useCases.receiveFinishNotify(verified));
    if (end.kind === 'answered' && end.value.kind === 'quarantined') {
      throw new Error(`not understood: ${end.value.reason}`);
    }
    return end.kind === 'answered' && !faults.strikes('acknowledgement lost');
  }

  const server = createServer((request, response) => {
    void activity.track(
      receive(request).then(
        (isRecorded) => {
          response.writeHead(isRecorded ? 200 : 500, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ responseCode: isRecorded ? '2005600' : '5005601' }));
        },
        () => response.destroy(),
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${finishNotifyPath}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
