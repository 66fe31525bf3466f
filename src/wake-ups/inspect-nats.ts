import { type NatsServers, natsOptions } from './nats-options.ts';

/**
 * Sends a message through NATS and hears it. Resolves with the milliseconds that it took, or null if it was not heard in
 * time. Rejects with the library's error if the server cannot be used.
 */
export async function sendAndHear(servers: NatsServers, withinMs: number): Promise<number | null> {
  const { connect } = await import('nats');
  const connection = await connect({ ...natsOptions(servers), timeout: withinMs, reconnect: false });
  let timer: NodeJS.Timeout | undefined;
  try {
    const subject = `gapura.doctor.${process.pid}`;
    const beganMs = performance.now();
    return await new Promise<number | null>((resolve, reject) => {
      timer = setTimeout(resolve, withinMs, null);
      connection.subscribe(subject, {
        callback: (error) => (error === null ? resolve(performance.now() - beganMs) : reject(error)),
      });
      connection.publish(subject);
    });
  } finally {
    clearTimeout(timer);
    await connection.close();
  }
}
