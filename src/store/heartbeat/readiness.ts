import type { Log } from '../../use-cases/ports/log.ts';
import type { SharedProof } from '../feed/shared-proof.ts';
import type { WriteTrouble } from '../postgres/write-trouble.ts';

/** Load balancers commonly wait one second for the answer. */
const answerTimeoutMs = 900;

/**
 * Makes the function that health checks call: it returns true if a change of an order could be recorded now, and would be
 * heard by all who can hear. It never rejects. However often it is called, it costs one heartbeat a second at most. Each
 * turn of the answer is logged, with its reason.
 */
export function makeIsReady(options: {
  readonly prove: SharedProof['prove'];
  readonly trouble: Pick<WriteTrouble, 'isOpen'>;
  readonly log: Log;
}): () => Promise<boolean> {
  const { prove, trouble, log } = options;
  let wasReady = true;

  async function ask(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, answerTimeoutMs, 'late');
    });
    const proof = await Promise.race([prove(), late]).finally(() => clearTimeout(timer));
    if (proof !== 'heard' && proof !== 'written') return proof;
    return trouble.isOpen() ? 'write refused' : 'ready';
  }

  return async () => {
    const found = await ask();
    const isReady = found === 'ready';
    if (isReady !== wasReady) {
      wasReady = isReady;
      if (isReady) log.info('readiness.regained');
      else log.warn('readiness.failed', { reason: found });
    }
    return isReady;
  };
}
