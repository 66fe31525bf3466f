import { systemClock } from '../../../src/simulator/clock.ts';
import { type SimulatorPartner, startSimulator } from '../../../src/simulator/simulator.ts';
import { takeVitals } from '../live/probe.ts';

/** The first message of its parent. */
export interface SimulatorOrders {
  readonly dataDir: string;
  readonly partner: SimulatorPartner;
}

/** The first answer: where DANA is, and the key that signs its notifications. */
export interface SimulatorAddress {
  readonly url: string;
  readonly publicKey: string;
}

/** DANA in a process of its own, so that its memory is not taken for the gateway's. Further messages ask for vitals. */
process.once('message', async ({ dataDir, partner }: SimulatorOrders) => {
  const { url, publicKey } = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    clock: systemClock(),
    partners: [partner],
  });
  process.on('message', () => process.send?.(takeVitals()));
  process.send?.({ url, publicKey } satisfies SimulatorAddress);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
