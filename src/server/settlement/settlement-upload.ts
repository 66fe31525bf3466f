import type { IncomingMessage } from 'node:http';
import type { Authenticate } from '../../access/authenticate.ts';
import { actorOf, type Caller, hasScope } from '../../access/caller.ts';
import { formatSen } from '../../domain/money.ts';
import { SettlementFileError } from '../../domain/settlement/settlement-file-error.ts';
import { feesOf } from '../../domain/settlement/settlement-line.ts';
import type { Translated } from '../../domain/words/translated.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { importRefusalTexts, otherMerchantTexts } from '../../use-cases/settlement/import-refusals.ts';
import {
  ImportLost,
  type ImportSettlementFile,
  type ImportSettlementOutcome,
} from '../../use-cases/settlement/import-settlement-file.ts';
import { answerWrongCredential, type WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError, answerJson, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import type { HttpContext } from '../wire/http-context.ts';
import type { LongUploads } from '../wire/long-uploads.ts';
import { preferredLanguage } from '../wire/preferred-language.ts';
import { tooLargeTexts, uploadTexts } from './upload-texts.ts';

/** The path that takes a settlement file. */
export const settlementPath = '/settlement';

/** Who sends a request, by the credential of the door through which it came. */
export type IdentifySender = (request: IncomingMessage) => ReturnType<Authenticate>;

export interface SettlementUploadDeps extends WrongCredentialDeps {
  readonly importSettlementFile: ImportSettlementFile;
  /** Lets a connection send for longer than other requests may. */
  readonly longUploads: Pick<LongUploads, 'allow'>;
  readonly log: Log;
}

class UploadTooLarge extends Error {
  readonly bytesMax: number;
  constructor(bytesMax: number) {
    super();
    this.bytesMax = bytesMax;
  }
}

/** The sender left in mid-body, or was too slow and was cut off. */
class UploadBroken extends Error {
  override readonly name = 'UploadBroken';
}

/**
 * Makes the handler of each door: POST /settlement for server keys, and a path of the console's for its people. It takes the
 * bytes of one of DANA's settlement files, with its name in the header X-File-Name, from a caller with the scope
 * settlement:write. All doors together take a bounded number of files at once. The file is imported while it arrives, as `npm run settle` imports it; the
 * comparison with the orders follows in the background.
 */
export function createSettlementUpload(
  deps: SettlementUploadDeps,
): (identify: IdentifySender) => (http: HttpContext) => Promise<void> {
  let runningCount = 0;

  return (identify) => async (http) => {
    const { request, limits } = http;
    const admitted = await admit(http, identify, deps);
    if (admitted === null) return;
    const { caller, name } = admitted;
    if (runningCount >= limits.settlementUploadsMax) {
      return answerRefusal(http, 503, 'SERVICE_UNAVAILABLE', uploadTexts.busy);
    }
    runningCount += 1;
    const disallow = deps.longUploads.allow(request.socket);
    const deadline = setTimeout(() => request.destroy(), limits.settlementDeadlineMs);
    try {
      const bytes = counted(request, limits.settlementBodyBytesMax);
      const outcome = await deps.importSettlementFile({ name, bytes, actor: actorOf(caller) });
      answerOutcome(http, outcome);
    } catch (error) {
      answerFault(http, error, deps.log);
    } finally {
      clearTimeout(deadline);
      disallow();
      runningCount -= 1;
    }
  };
}

/** Who sends which file; null if the request was refused and answered. */
async function admit(
  http: HttpContext,
  identify: IdentifySender,
  deps: SettlementUploadDeps,
): Promise<{ readonly caller: Caller; readonly name: string } | null> {
  const { request, limits } = http;
  const refuse = (...answer: [status: number, code: string, texts: Translated]) => {
    answerRefusal(http, ...answer);
    return null;
  };
  if (request.method !== 'POST') return refuse(405, 'METHOD_NOT_ALLOWED', uploadTexts.notPost);
  const caller = await identify(request).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) return 'unavailable' as const;
    throw error;
  });
  if (caller === 'unavailable') return refuse(503, 'SERVICE_UNAVAILABLE', uploadTexts.databaseAway);
  if (caller === 'invalid') {
    await answerWrongCredential(http, deps, 'Bearer error="invalid_token"');
    return null;
  }
  const admission = deps.requestRates.admitOperation(
    caller,
    clientAddress(request, deps.proxiesCount),
    limits.requestCost,
  );
  if (admission.kind === 'tooOften') {
    answerRateLimited(http, admission.waitMs);
    return null;
  }
  if (!hasScope(caller, 'settlement:write')) return refuse(403, 'FORBIDDEN', uploadTexts.noScope);
  const name = fileNameOf(request);
  if (name === null) return refuse(400, 'BAD_REQUEST', uploadTexts.noName);
  if (Number(request.headers['content-length'] ?? 0) > limits.settlementBodyBytesMax)
    return refuse(413, 'LIMIT_EXCEEDED', tooLargeTexts(limits.settlementBodyBytesMax));
  return { caller, name };
}

/** The name in X-File-Name, in UTF-8; null if it is none. */
function fileNameOf({ headers }: IncomingMessage): string | null {
  const name = Buffer.from(String(headers['x-file-name'] ?? ''), 'latin1').toString('utf8');
  return /^[^\p{Cc}/\\]{1,255}$/u.test(name) ? name : null;
}

/**
 * The bytes of the request, counted. Only reading them can throw UploadBroken. A reader that stops early leaves the
 * connection open: its sender must learn why.
 */
async function* counted(request: IncomingMessage, bytesMax: number): AsyncGenerator<Uint8Array> {
  const chunks = request.iterator({ destroyOnReturn: false });
  const read = (): Promise<IteratorResult<Uint8Array>> =>
    chunks.next().catch((error: unknown) => {
      throw new UploadBroken('the request ended before its body did', { cause: error });
    });
  let bytesCount = 0;
  for (let next = await read(); !next.done; next = await read()) {
    bytesCount += next.value.length;
    if (bytesCount > bytesMax) throw new UploadTooLarge(bytesMax);
    yield next.value;
  }
}

function answerOutcome(http: HttpContext, outcome: ImportSettlementOutcome): void {
  switch (outcome.kind) {
    case 'imported': {
      const { lineCount, totals } = outcome;
      const [gross, fees, net] = [totals.gross, feesOf(totals), totals.net].map(formatSen);
      answerJson(http, 201, { status: 'imported', lineCount, gross, fees, net, currency: 'IDR' });
      break;
    }
    case 'known':
      answerJson(http, 200, { status: 'known' });
      break;
    case 'otherMerchant':
      answerRefusal(http, 422, 'SETTLEMENT_OTHER_MERCHANT', otherMerchantTexts(outcome.merchantId));
  }
}

/** Answers why nothing was imported; throws what nobody expected. */
function answerFault(http: HttpContext, error: unknown, log: Log): void {
  const { requestId } = http;
  const texts = importRefusalTexts(error) ?? uploadTexts.brokenOff;
  if (error instanceof SettlementFileError) {
    const { lineNo: line, column } = error;
    answerRefusal(http, 422, 'SETTLEMENT_FILE_UNREADABLE', texts, { line, column });
  } else if (error instanceof UploadTooLarge) {
    answerRefusal(http, 413, 'LIMIT_EXCEEDED', tooLargeTexts(error.bytesMax));
  } else if (isPassing(error)) {
    log.warn('settlement_file.import_failed', { requestId, error });
    answerRefusal(http, 503, 'SERVICE_UNAVAILABLE', texts);
  } else {
    throw error;
  }
}

/** Answers an error in GraphQL's form, in the language that the sender prefers. `more`: extensions beside the usual ones. */
function answerRefusal(
  http: HttpContext,
  status: number,
  code: string,
  texts: Translated,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const language = preferredLanguage(http.request);
  const headers = { 'content-language': language.toLowerCase() };
  answerError(http, status, code, texts[language], headers, more);
}

/** Whether the same request may succeed later. Everything else is a fault of ours. */
function isPassing(error: unknown): boolean {
  return error instanceof UploadBroken || error instanceof ImportLost || error instanceof StoreUnavailable;
}
