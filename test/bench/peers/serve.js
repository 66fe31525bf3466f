import { timingSafeEqual } from 'node:crypto';

/** What every peer reads of its environment. All of them reach the same database and the same stub of DANA. */
export const { DATABASE_URL: databaseUrl = '', SERVER_KEY: serverKey = '' } = process.env;

/** As many as a gateway has by default. */
export const connectionsMax = 20;

const expected = Buffer.from(`Bearer ${serverKey}`);

/** The check that no server with an API key can leave out. */
export function isAllowed(authorization) {
  const given = Buffer.from(authorization ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Tells the bench where this peer listens. It ends with the bench. */
export function announce(port) {
  process.on('disconnect', () => process.exit());
  process.send?.(port);
}
