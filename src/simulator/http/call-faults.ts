import type { ServerResponse } from 'node:http';
import type { Armed } from '../armed-faults.ts';
import type { CallFaultName } from '../model/fault-table.ts';
import type { JsonObject } from '../model/json.ts';
import { echo } from '../operations/find-order.ts';
import type { Call, Operation } from '../operations/operation.ts';
import { type Answer, answer, type Case, messageOf } from '../protocol/response-codes.ts';
import { disputed, inCents } from './distorted-answers.ts';
import { type HttpReply, jsonReply } from './http-server.ts';

/** The connection of a hanging caller is closed after this time. */
const hangMsMax = 120_000;

/**
 * The reply to a call under a fault. `made` is the answer that DANA would give, null if the call was not
 * carried out. To an HTTP client each case is a different failure: no answer, half an answer, a wrong one.
 */
export function replyUnderFault(
  { fault, options }: Armed<CallFaultName>,
  made: Answer | null,
  { operation, call }: { operation: Operation; call: Pick<Call, 'body'> },
): HttpReply {
  const refusal = (name: Case) => answer(operation.codes, name, {}, echo(call));
  const said = made ?? refusal('generalError');
  const body = JSON.stringify(said.body);
  switch (fault) {
    case 'hang-before-commit':
    case 'commit-late':
    case 'commit-then-hang':
      return takeover((response) => after(response, hangMsMax, () => response.destroy()));
    case 'reset-mid-body':
      return takeover((response) => resetMidBody(response, body));
    case 'html-502':
      return page(
        502,
        'text/html',
        '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
      );
    case 'empty-500':
      return page(500, 'application/json', '');
    case 'internal-error':
      return plain(refusal('internalServerError'));
    case 'truncated-json':
      return page(200, 'application/json', body.slice(0, Math.floor(body.length / 2)));
    case 'null-body':
      return page(200, 'application/json', 'null');
    case 'unknown-code':
      return unknownCode(options.responseCode || `409${operation.codes.failure}99`, echo(call));
    case 'too-many-requests':
      return plain(refusal('tooManyRequests'));
    case 'in-progress':
      return plain(said);
    case 'other-status':
      return jsonReply(said.httpStatus, {
        ...said.body,
        latestTransactionStatus: options.latestTransactionStatus,
      });
    case 'charged-back':
    case 'frozen':
      return jsonReply(said.httpStatus, disputed(said.body, fault));
    case 'amount-in-cents':
      return jsonReply(said.httpStatus, inCents(said.body));
    case 'delay':
      return takeover((response) =>
        after(response, options.delayMs ?? 0, () => {
          response.writeHead(said.httpStatus, { 'content-type': 'application/json' }).end(body);
        }),
      );
    case 'huge-answer':
      return jsonReply(said.httpStatus, { ...said.body, padding: 'x'.repeat(options.bytes ?? 0) });
    case 'redirect':
      return { kind: 'reply', httpStatus: 307, headers: { location: operation.path }, body: '' };
  }
}

/** Whether DANA carries out the call at once under this fault. */
export function isCarriedOut({ fault, options }: Armed<CallFaultName>): boolean {
  return fault !== 'hang-before-commit' && fault !== 'commit-late' && (options.commits ?? true);
}

function resetMidBody(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  });
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.resetAndDestroy());
}

function unknownCode(responseCode: string, repeated: JsonObject): HttpReply {
  const body = {
    responseCode,
    responseMessage: messageOf(responseCode) ?? 'Simulated Unknown Case',
    ...repeated,
  };
  return jsonReply(Number(responseCode.slice(0, 3)), body);
}

function plain({ httpStatus, body }: Answer): HttpReply {
  return jsonReply(httpStatus, body);
}

function page(httpStatus: number, contentType: string, body: string): HttpReply {
  return { kind: 'reply', httpStatus, headers: { 'content-type': contentType }, body };
}

function takeover(run: (response: ServerResponse) => void): HttpReply {
  return { kind: 'takeover', run };
}

/** Runs after this much real time unless the caller hangs up first; callers' deadlines are real time too. */
function after(response: ServerResponse, ms: number, run: () => void): void {
  const timer = setTimeout(run, ms);
  response.once('close', () => clearTimeout(timer));
}
