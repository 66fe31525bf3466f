import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf } from '../runtime/error-code.ts';

/** Where a server is to listen, and the variables that say so. */
export interface ListeningPlace {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly portVariable: 'PORT' | 'SIMULATOR_PORT' | 'OTEL_EXPORTER_PROMETHEUS_PORT';
}

/** Thrown if a server cannot listen. Its message names the variable to change. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Rejects with CannotListen if `place` is taken now. Asked before anything slow is started. */
export async function checkIsFree(place: ListeningPlace): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(place.port, place.host);
    await once(probe, 'listening');
  } catch (error) {
    throw explainListening(error, place);
  } finally {
    probe.close();
  }
}

/** What to do about an error of `listen`; any other error is returned unchanged. */
export function explainListening(error: unknown, { host, port, portVariable }: ListeningPlace): unknown {
  const code = codeOf(error);
  const reason =
    code === 'EADDRINUSE'
      ? `${portVariable} ${port} is taken: another program, perhaps another gateway, listens at ${host}:${port}. Stop it, or set ${portVariable} to a free port.`
      : code === 'EACCES'
        ? `${portVariable} ${port} is not allowed for this account: set ${portVariable} to 1024 or higher.`
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? `HOST ${host} is no address of this machine: set HOST to one, or to 0.0.0.0 for all.`
          : null;
  return reason === null ? error : new CannotListen(reason, { cause: error });
}
