import { type HttpHandler, type HttpReply, jsonReply } from '../http/http-server.ts';
import { ControlRefusal, type ControlRoute } from './control-route.ts';
import type { Desk } from './desk.ts';
import { deskRoutes } from './desk-routes.ts';
import { disputeRoutes } from './dispute-routes.ts';
import { faultRoutes } from './fault-routes.ts';
import { liveFeed } from './live-feed.ts';
import { orderRoutes } from './order-routes.ts';
import { settlementRoutes } from './settlement-routes.ts';
import { unitRoutes } from './unit-routes.ts';

const routes: readonly ControlRoute[] = [
  ...deskRoutes,
  ...orderRoutes,
  ...disputeRoutes,
  ...faultRoutes,
  ...settlementRoutes,
  ...unitRoutes,
  liveFeed,
];

/**
 * The JSON interface under /simulator with which people and tests act as payer, bank and clock, and arm
 * faults.
 */
export function controlApi(desk: Desk): HttpHandler {
  return async (request) => {
    if (!request.url.pathname.startsWith('/simulator/')) return null;
    const matches = routes.flatMap((route) => {
      const names = matchPath(route.path, request.url.pathname);
      return names === null ? [] : [{ route, names }];
    });
    const match = matches.find(({ route }) => route.method === request.method);
    if (match === undefined) return refuseMethod(matches.map(({ route }) => route.method));
    try {
      return await match.route.run({ request, names: match.names, desk });
    } catch (error) {
      if (error instanceof ControlRefusal) return jsonReply(error.httpStatus, { error: error.message });
      throw error;
    }
  };
}

/** 405 if the path exists for other methods; null lets the server answer 404. */
function refuseMethod(allowed: readonly string[]): HttpReply | null {
  if (allowed.length === 0) return null;
  return jsonReply(405, { error: `Use ${allowed.join(' or ')} here.` }, { allow: allowed.join(', ') });
}

/** The :parts of a path by name, or null if the path does not match. */
function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const given = path.split('/').map(decode);
  if (expected.length !== given.length) return null;
  const names: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const text = given[index];
    if (text === undefined || text === null) return null;
    if (part.startsWith(':')) names[part.slice(1)] = text;
    else if (part !== text) return null;
  }
  return names;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
